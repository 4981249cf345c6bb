-- What each segment gained and lost since the snapshot before, by cause; the parts sum to the difference exactly.
with gained as (
    select step, cause, to_segment as segment, count(*) as customers
    from mart.movement_steps
    where to_segment is not null
    group by step, cause, to_segment
),

lost as (
    select step, cause, from_segment as segment, count(*) as customers
    from mart.movement_steps
    where from_segment is not null
    group by step, cause, from_segment
)
select
    coalesce(gained.segment, lost.segment) as segment,                            -- one of eleven segments
    coalesce(gained.step, lost.step) as step,                                     -- the order in which the causes are taken
    coalesce(gained.cause, lost.cause) as cause,                                  -- what had changed
    coalesce(gained.customers, 0) as came,                                        -- customers who came into the segment
    coalesce(lost.customers, 0) as went,                                          -- customers who went out of it
    coalesce(gained.customers, 0) - coalesce(lost.customers, 0) as customers      -- the difference
from gained
full outer join lost on lost.step = gained.step and lost.segment = gained.segment
