-- What each customer ordered from one day until another, for labels of the past; derived by others at several days.
select
    customer_id,                                                 -- the customer
    cast($as_of as date) as as_of,                               -- the day that the window begins
    cast(sum(case when ordered_on < $soon then orders else 0 end) as integer) as orders_soon, -- orders until $soon
    cast(sum(orders) as integer) as orders_after,                -- orders until $until
    cast(sum(case when orders > 0 then 1 else 0 end) as integer) as purchase_days_after, -- days with an order
    cast(sum(amount) as double) as revenue_after,                -- net spend, returns taken off at their own day
    cast(min(case when orders > 0 then days_between($as_of, ordered_on) end) as integer) as next_order_after -- days to the first order
from mart.purchase_days
where ordered_on >= $as_of and ordered_on < $until
group by customer_id
