-- What holds of the records of each system, channel and person who keeps them, and the money behind what does not.
with entered as (
    select
        people.system, coalesce(channels.channel, 'unknown') as channel, coalesce(people.owner, 'nobody') as person,
        identities.customer_id, people.name, people.city, people.email, people.phone,
        normalised.email as good_email, normalised.phone as good_phone,
        customers.systems, customers.email as golden_email, customers.phone as golden_phone,
        coalesce(people.modified_at, people.created_at) as touched_at,
        row_number() over (
            partition by people.system, identities.customer_id order by people.created_at nulls last, people.person_key
        ) as position
    from core.people as people
    left join core.channels as channels on channels.words = lower(trim(people.source_channel))
    left join core.identities as identities on identities.person_key = people.person_key
    left join core.normalised_records as normalised on normalised.person_key = people.person_key
    left join core.customers as customers on customers.customer_id = identities.customer_id
),

kept as (
    select system || '|' || order_id as order_id, min(owner) as owner
    from raw.orders where is_current and owner is not null
    group by system, order_id
),

ordered as (
    select
        orders.system, coalesce(orders.channel, 'unknown') as channel, coalesce(kept.owner, 'nobody') as person,
        orders.customer_id,
        count(*)                                                                       as orders,
        count(*) filter (where orders.kind in ('sale', 'unconverted', 'adjustment'))    as priced,
        count(*) filter (where orders.kind = 'sale')                                    as sales,
        count(*) filter (where orders.kind = 'sale' and orders.discount_amount <= orders.gross_amount) as sound
    from core.orders as orders
    left join kept on kept.order_id = orders.order_id
    where orders.ordered_on < $as_of
    group by orders.system, coalesce(orders.channel, 'unknown'), coalesce(kept.owner, 'nobody'), orders.customer_id
),

answers as (
    select 'completeness' as dimension, 'name' as question, system, channel, person, customer_id, 1 as asked, cast(name is not null as int) as met
    from entered
    union all
    select 'completeness', 'contact point', system, channel, person, customer_id, 1, cast(email is not null or phone is not null as int)
    from entered
    union all
    select 'completeness', 'city', system, channel, person, customer_id, 1, cast(city is not null as int) from entered
    union all
    select 'validity', 'e-mail', system, channel, person, customer_id, 1, cast(good_email is not null as int)
    from entered where email is not null
    union all
    select 'validity', 'phone', system, channel, person, customer_id, 1, cast(good_phone is not null as int)
    from entered where phone is not null
    union all
    select 'uniqueness', 'one record per person', system, channel, person, customer_id, 1, cast(position = 1 as int)
    from entered where customer_id is not null
    union all
    select 'timeliness', 'touched within a year', system, channel, person, customer_id, 1, cast(days_between(touched_at, $as_of) <= 365 as int)
    from entered where touched_at < $as_of
    union all
    select 'consistency', 'same e-mail in every system', system, channel, person, customer_id, 1, cast(good_email = golden_email as int)
    from entered where good_email is not null and golden_email is not null and systems > 1
    union all
    select 'consistency', 'same phone in every system', system, channel, person, customer_id, 1, cast(good_phone = golden_phone as int)
    from entered where good_phone is not null and golden_phone is not null and systems > 1
    union all
    select 'completeness', 'customer of the order', system, channel, person, customer_id, orders, case when customer_id is null then 0 else orders end
    from ordered
    union all
    select 'validity', 'amount of the order', system, channel, person, customer_id, priced, sales from ordered where priced > 0
    union all
    select 'consistency', 'discount within the price', system, channel, person, customer_id, sales, sound from ordered where sales > 0
    union all
    select 'validity', 'row as exported', system, 'unknown', 'nobody', null, loaded + quarantined, loaded
    from raw.files where loaded + quarantined > 0
),

told as (
    select dimension, question, system, channel, person, sum(asked) as asked, sum(met) as met
    from answers
    group by dimension, question, system, channel, person
),

scores as (
    select 'system' as scope, system as name, dimension, question, asked, met from told
    union all
    select 'channel' as scope, channel as name, dimension, question, asked, met from told where channel <> 'unknown'
    union all
    select 'person' as scope, person as name, dimension, question, asked, met from told where person <> 'nobody'
),

-- whoever stands behind an answer that does not hold, each once
unmet as (
    select distinct dimension, question, system, channel, person, customer_id
    from answers
    where met < asked and customer_id is not null
),

behind as (
    select 'system' as scope, system as name, dimension, question, customer_id from unmet
    union
    select 'channel' as scope, channel as name, dimension, question, customer_id from unmet where channel <> 'unknown'
    union
    select 'person' as scope, person as name, dimension, question, customer_id from unmet where person <> 'nobody'
),

spend as (
    select customer_id, sum(amount) as amount
    from core.orders
    where customer_id is not null and kind in ('sale', 'return') and ordered_on < $as_of
        and days_between(ordered_on, $as_of) <= 365
    group by customer_id
),

losses as (
    select behind.scope, behind.name, behind.dimension, behind.question, sum(spend.amount) as money
    from behind
    inner join spend on spend.customer_id = behind.customer_id
    group by behind.scope, behind.name, behind.dimension, behind.question
)
select
    scores.scope,                                                   -- system, channel or person
    scores.name,                                                    -- which
    scores.dimension,                                               -- completeness, validity, uniqueness, timeliness or consistency
    scores.question,                                                -- what is asked of each record
    cast(sum(scores.asked) as bigint) as asked,                     -- how often it was asked
    cast(sum(scores.met) as bigint) as met,                         -- how often it holds
    1.0 * sum(scores.met) / sum(scores.asked) as score,             -- the share that holds
    cast(coalesce(max(losses.money), 0) as decimal(18, 2)) as money -- last year's net spend of the customers behind the rest
from scores
left join losses
    on losses.scope = scores.scope and losses.name = scores.name
    and losses.dimension = scores.dimension and losses.question = scores.question
group by scores.scope, scores.name, scores.dimension, scores.question
