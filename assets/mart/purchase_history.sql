-- Each customer's purchase days before the reporting day, as the models of repeat buying count them.
with days as (
    select customer_id, case when orders > 0 then ordered_on end as bought_on, orders, amount, is_wholesale
    from mart.purchase_days
    where ordered_on < $as_of
),

spans as (
    select
        customer_id,
        min(bought_on)                              as first_on,
        max(bought_on)                              as last_on,
        count(bought_on)                            as purchase_days,
        min_by(amount, bought_on)                   as first_amount,
        sum(orders)                                 as orders,
        sum(amount)                                 as revenue,
        max(case when is_wholesale then 1 else 0 end) as is_wholesale
    from days
    group by customer_id
    having count(bought_on) > 0
)
select
    customer_id,                                                 -- the customer
    first_on,                                                    -- first purchase day
    last_on,                                                     -- latest purchase day
    cast(purchase_days - 1 as integer) as frequency,             -- purchase days after the first
    cast(days_between(first_on, last_on) as integer) as recency, -- days from the first purchase day to the latest
    cast(days_between(first_on, $as_of) as integer) as T,        -- days from the first purchase day to the reporting day
    case
        when revenue > first_amount and purchase_days > 1
            then cast(revenue - first_amount as double) / (purchase_days - 1)
    end as monetary_value,                                       -- net spend per purchase day after the first, null without
    cast(orders as integer) as orders,                           -- orders, several a day counted each
    cast(revenue as decimal(18, 2)) as revenue,                  -- spend net of discounts, refunds and returns
    is_wholesale = 1 as is_wholesale                             -- whether an order of theirs is wholesale
from spans
