-- What the customers asked about at each past test day were on that day: segment, age and channel, as known then.
with cuts as (
    select
        as_of,
        cut_points(recency_days, [0.2, 0.4, 0.6, 0.8])  as recency,
        cut_points(orders, [0.2, 0.4, 0.6, 0.8])        as frequency,
        cut_points(revenue_total, [0.2, 0.4, 0.6, 0.8]) as monetary
    from mart.training_set
    group by as_of
),

known as (
    select
        asked.origin,
        asked.customer_id,
        features.tenure_days,
        6 - fifth(features.recency_days, cuts.recency) as r,
        fifth(features.orders, cuts.frequency)         as f,
        fifth(features.revenue_total, cuts.monetary)   as m
    from mart.holdout_forecasts as asked
    inner join mart.training_set as features
        on features.customer_id = asked.customer_id and cast(features.as_of as date) = cast(asked.origin as date)
    inner join cuts on cuts.as_of = features.as_of
),

bought as (
    select
        asked.origin,
        asked.customer_id,
        max_by(orders.channel, cast(orders.ordered_on as varchar) || '|' || orders.order_id) as channel
    from mart.holdout_forecasts as asked
    inner join core.orders as orders
        on orders.customer_id = asked.customer_id and orders.ordered_on < cast(asked.origin as date)
    where orders.kind = 'sale'
    group by asked.origin, asked.customer_id
)
select
    cast(known.origin as date) as origin,     -- the test day
    known.customer_id,                        -- the customer
    cells.segment,                            -- one of eleven segments, by the fifths of that day's customers
    case
        when known.tenure_days < 90 then 'new'
        when known.tenure_days < 365 then 'first year'
        else 'longer'
    end as tenure,                            -- how long they had been customers: under 90 days, under a year, longer
    coalesce(bought.channel, 'none') as channel -- where their latest order came in
from known
inner join mart.scheme_cells as cells
    on cells.scheme = 'eleven' and cells.r = known.r and cells.f = known.f and cells.m = known.m
left join bought on bought.origin = known.origin and bought.customer_id = known.customer_id
