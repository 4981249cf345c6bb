-- Each change of a customer's segment between two snapshots, with the one thing that had changed by then.
-- Run by the movement asset over `versions` with the earlier snapshot attached as `earlier`; $since is its reporting day.
with buyers as (
    select
        step, customer_id,
        days_between(
            max(ordered_on) filter (where kind = 'sale'), case when step < 4 then $since else $as_of end
        )                                     as recency_days,
        count(*) filter (where kind = 'sale') as frequency,
        cast(sum(amount) as decimal(18, 2))   as monetary
    from versions
    where customer_id is not null and kind in ('sale', 'return')
    group by step, customer_id
    having count(*) filter (where kind = 'sale') > 0
),

scored as (
    select
        step, customer_id,
        6 - fifth(recency_days, recency_fifths) as r,
        fifth(frequency, frequency_fifths)      as f,
        fifth(monetary, monetary_fifths)        as m
    from buyers
    cross join earlier.mart.rfm_cuts
),

states as (
    select 0 as step, customer_id, eleven as segment from earlier.mart.rfm_segments
    union all
    select scored.step, scored.customer_id, cells.segment
    from scored
    inner join mart.scheme_cells as cells
        on cells.scheme = 'eleven' and cells.r = scored.r and cells.f = scored.f and cells.m = scored.m
    union all
    select 6 as step, customer_id, eleven as segment from mart.rfm_segments
),

arrivals as (
    select states.step, states.customer_id, before.segment as from_segment, states.segment as to_segment
    from states
    left join states as before on before.step = states.step - 1 and before.customer_id = states.customer_id
    where states.step > 0
),

departures as (
    select states.step + 1 as step, states.customer_id, states.segment as from_segment, null as to_segment
    from states
    left join states as after on after.step = states.step + 1 and after.customer_id = states.customer_id
    where states.step < 6 and after.customer_id is null
)
select
    step,
    ['definition', 'identity', 'corrections', 'clock', 'own behaviour', 'thresholds'][step] as cause,
    customer_id,
    from_segment,
    to_segment
from (select * from arrivals union all select * from departures)
where from_segment is distinct from to_segment
