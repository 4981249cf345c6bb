-- Purchase days of orders as they were known at the beginning of the day.
select
    customer_id,
    ordered_on,
    cast(sum(case when kind = 'sale' then 1 else 0 end) as integer) as orders,
    cast(sum(amount) as decimal(18, 2)) as amount,
    max(case when is_wholesale and kind = 'sale' then 1 else 0 end) = 1 as is_wholesale
from core.orders
where customer_id is not null and kind in ('sale', 'return')
group by customer_id, ordered_on
