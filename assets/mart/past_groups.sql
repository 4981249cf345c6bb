-- The groups that each customer belonged to at the past days, as was known then: what backtests are also told by.
with tested as (
    -- the days of the tests are the latest three
    select as_of from mart.training_set group by as_of order by as_of desc limit 3
),

cuts as (
    select
        as_of,
        cut_points(recency_days, [0.2, 0.4, 0.6, 0.8])  as r,
        cut_points(orders, [0.2, 0.4, 0.6, 0.8])        as f,
        cut_points(revenue_total, [0.2, 0.4, 0.6, 0.8]) as m
    from mart.training_set
    where as_of in (select as_of from tested)
    group by as_of
),

told as (
    select
        past.as_of, past.customer_id, past.tenure_days, past.purchase_days, past.channels,
        6 - fifth(past.recency_days, cuts.r) as r,
        fifth(past.orders, cuts.f)           as f,
        fifth(past.revenue_total, cuts.m)    as m
    from mart.training_set as past
    inner join cuts on cuts.as_of = past.as_of
),

bought as (
    select
        past.as_of, past.customer_id,
        max_by(orders.channel, cast(orders.ordered_on as varchar) || '|' || orders.order_id) as channel
    from mart.training_set as past
    inner join tested on tested.as_of = past.as_of
    inner join core.orders as orders
        on orders.customer_id = past.customer_id and orders.ordered_on < cast(past.as_of as date)
    where orders.kind = 'sale' and orders.channel is not null
    group by past.as_of, past.customer_id
),

grouped as (
    select
        as_of, customer_id, 'tenure' as kind,
        case when tenure_days <= 90 then 'new' when tenure_days <= 365 then 'first_year' else 'older' end as name
    from told
    union all
    select
        as_of, customer_id, 'orders' as kind,
        case when purchase_days = 1 then 'one' when purchase_days <= 4 then 'few' else 'many' end as name
    from told
    union all
    select as_of, customer_id, 'channels' as kind, case when channels > 1 then 'several' else 'single' end as name
    from told
    union all
    select as_of, customer_id, 'channel' as kind, channel as name from bought
    union all
    select told.as_of, told.customer_id, 'segment' as kind, cells.segment as name
    from told
    inner join mart.scheme_cells as cells
        on cells.scheme = 'eleven' and cells.r = told.r and cells.f = told.f and cells.m = told.m
)
select
    as_of as origin,  -- the past day
    customer_id,      -- the customer
    kind,             -- tenure, orders, channels, channel (of the latest order) or segment (of eleven, by fifths of that day)
    name              -- which of them
from grouped
