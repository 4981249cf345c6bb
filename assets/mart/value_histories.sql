-- Buying histories with one thing changed at each step between two snapshots, as the value models take them.
-- Run by the asset of value movement over `versions`; $since is the reporting day of the earlier snapshot.
with dated as (
    select *, case when step < 4 then cast($since as date) else cast($as_of as date) end as day
    from versions
    where customer_id is not null and kind in ('sale', 'return')
),

days as (
    select
        step, customer_id, day, ordered_on, sum(amount) as amount,
        case when sum(case when kind = 'sale' then 1 else 0 end) > 0 then ordered_on end as bought_on
    from dated
    group by step, customer_id, day, ordered_on
),

spans as (
    select
        step, customer_id, day,
        min(bought_on)            as first_on,
        max(bought_on)            as last_on,
        count(bought_on)          as purchase_days,
        min_by(amount, bought_on) as first_amount,
        sum(amount)               as revenue,
        sum(case when days_between(ordered_on, day) <= $window_days then amount else 0 end) as latest
    from days
    group by step, customer_id, day
    having count(bought_on) > 0
)
select
    cast(step as integer) as step,
    customer_id,
    step = 5 and first_on >= $since as is_new,
    cast(purchase_days - 1 as integer) as frequency,
    cast(days_between(first_on, last_on) as integer) as recency,
    cast(days_between(first_on, day) as integer) as T,
    case
        when revenue > first_amount and purchase_days > 1
            then cast(revenue - first_amount as double) / (purchase_days - 1)
    end as monetary_value,
    greatest(cast(latest as double), 0) as latest
from spans
