-- The data-quality scorecard by system, channel and person who keeps the records, with the money behind what fails.
with spend as (
    select customer_id, sum(amount) as amount
    from core.orders
    where customer_id is not null and kind in ('sale', 'return') and ordered_on < $as_of
        and days_between(ordered_on, $as_of) <= 365
    group by customer_id
),

scoped as (
    select 'system' as scope, system as name, dimension, customer_id, is_met from mart.quality_facts
    union all
    select 'channel' as scope, channel as name, dimension, customer_id, is_met from mart.quality_facts
    union all
    select 'person' as scope, coalesce(person, 'nobody') as name, dimension, customer_id, is_met from mart.quality_facts
),

asked as (
    select scope, name, dimension, count(*) as asked, count(*) filter (where is_met) as met
    from scoped group by scope, name, dimension
),

failing as (
    select scope, name, dimension, sum(amount) as money
    from (
        select scope, name, dimension, scoped.customer_id, max(spend.amount) as amount
        from scoped
        inner join spend on spend.customer_id = scoped.customer_id
        where not scoped.is_met
        group by scope, name, dimension, scoped.customer_id
    ) as once
    group by scope, name, dimension
),

aside as (
    select 'system' as scope, system as name, 'validity' as dimension, sum(quarantined) as records
    from raw.files where system is not null group by system
)
select
    asked.scope,                                                                  -- system, channel or person
    asked.name,                                                                   -- which
    asked.dimension,                                                              -- completeness, validity, uniqueness, timeliness or consistency
    asked.asked + coalesce(aside.records, 0) as asked,                            -- questions asked; rows set aside count as invalid
    asked.met,                                                                    -- questions that hold
    1.0 * asked.met / (asked.asked + coalesce(aside.records, 0)) as score,        -- the share that holds
    cast(coalesce(failing.money, 0) as decimal(18, 2)) as money                   -- last year's net spend of the customers behind the rest
from asked
left join failing on failing.scope = asked.scope and failing.name = asked.name and failing.dimension = asked.dimension
left join aside on aside.scope = asked.scope and aside.name = asked.name and aside.dimension = asked.dimension
