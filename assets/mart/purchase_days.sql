-- The days before the reporting day on which each customer ordered or sent something back.
select
    customer_id,                                                               -- the customer
    ordered_on,                                                                -- the day
    cast(sum(case when kind = 'sale' then 1 else 0 end) as integer) as orders, -- orders; none where things only came back
    cast(sum(net_before(amount, refunds, $as_of)) as decimal(18, 2)) as amount, -- spend net of discounts, refunds and returns
    max(case when is_wholesale and kind = 'sale' then 1 else 0 end) = 1 as is_wholesale -- whether an order of that day is wholesale
from core.orders
where customer_id is not null and kind in ('sale', 'return') and ordered_on < $as_of
group by customer_id, ordered_on
