-- When customers with one order come back: by week since the first order, the share that has, and the share still expected.
with numbered as (
    select
        customer_id,
        ordered_on,
        row_number() over (partition by customer_id order by ordered_on) as place
    from mart.purchase_days
    where orders > 0 and ordered_on < $as_of
),

waits as (
    select
        cast(floor(days_between(min(ordered_on), coalesce(max(case when place = 2 then ordered_on end), $as_of)) / 7) as integer) as week,
        max(place) = 2 as is_back
    from numbered
    where place <= 2
    group by customer_id
),

weeks as (
    select
        week,
        sum(case when is_back then 1 else 0 end) as returned,
        count(*)                                 as ended
    from waits
    group by week
),

at_risk as (
    select
        week,
        returned,
        sum(ended) over (order by week desc rows between unbounded preceding and current row) as waiting
    from weeks
),

survival as (
    select
        week,
        returned,
        waiting,
        exp(sum(ln(greatest(1 - cast(returned as double) / waiting, 1e-9))) over (order by week rows between unbounded preceding and current row)) as still_waiting
    from at_risk
)
select
    week,                                                   -- weeks since the first order
    cast(waiting as integer) as waiting,                    -- customers with one order still, and watched that long
    cast(returned as integer) as returned,                  -- of those, ordered again in that week
    1 - still_waiting as share_returned,                    -- share that has come back by the end of the week (Kaplan & Meier 1958)
    1 - min(still_waiting) over () / still_waiting as share_expected -- of those still waiting, the share that yet comes within the time watched
from survival
