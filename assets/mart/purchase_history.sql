-- Each customer's purchase days before the reporting day, as the models of repeat buying count them.
with spans as (
    select
        customer_id,
        min(case when orders > 0 then ordered_on end)                             as first_on,
        max(case when orders > 0 then ordered_on end)                             as last_on,
        sum(case when orders > 0 then 1 else 0 end)                               as purchase_days,
        min_by(case when orders > 0 then amount end, case when orders > 0 then ordered_on end) as first_amount,
        sum(orders)                                                               as orders,
        sum(amount)                                                               as revenue
    from mart.purchase_days
    where ordered_on < $as_of
    group by customer_id
    having sum(orders) > 0
),

wholesalers as (
    select distinct customer_id
    from core.orders
    where is_wholesale and kind = 'sale' and ordered_on < $as_of
)
select
    spans.customer_id,                                           -- the customer
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
    wholesalers.customer_id is not null as is_wholesale          -- whether an order of theirs is wholesale
from spans
left join wholesalers on wholesalers.customer_id = spans.customer_id
