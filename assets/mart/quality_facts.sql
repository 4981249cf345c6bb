-- What can be asked of every kept record, and whether it holds: one row per record and question.
with entered as (
    select
        people.person_key, people.system, coalesce(people.source_channel, 'unknown') as channel, people.owner as person,
        people.name, people.city, people.created_at, people.modified_at, people.email, people.phone,
        identities.customer_id, normalised.email as good_email, normalised.phone as good_phone,
        row_number() over (
            partition by people.system, identities.customer_id order by people.created_at nulls last, people.person_key
        ) as position
    from core.people as people
    left join core.identities as identities on identities.person_key = people.person_key
    left join core.normalised_records as normalised on normalised.person_key = people.person_key
),

ordered as (
    select
        orders.order_id, orders.system, coalesce(orders.channel, 'unknown') as channel, orders.customer_id, orders.kind,
        orders.gross_amount, orders.discount_amount, orders.exchange_rate, orders.ordered_on,
        rows_of_orders.owner as person
    from core.orders as orders
    left join (
        select system || '|' || order_id as order_id, min(owner) as owner from raw.orders where is_current group by system, order_id
    ) as rows_of_orders on rows_of_orders.order_id = orders.order_id
    where orders.ordered_on < $as_of
)
select
    'completeness' as dimension,                -- completeness, validity, uniqueness, timeliness or consistency
    'name' as question,                         -- what is asked
    system,                                     -- the system the record is in
    channel,                                    -- where the customer or the order came from
    person,                                     -- who keeps the record
    customer_id,                                -- whom it is about
    name is not null as is_met                  -- whether it holds
from entered
union all
select 'completeness', 'contact point', system, channel, person, customer_id, email is not null or phone is not null from entered
union all
select 'completeness', 'city', system, channel, person, customer_id, city is not null from entered
union all
select 'completeness', 'customer of the order', system, channel, person, customer_id, customer_id is not null from ordered
union all
select 'validity', 'e-mail', system, channel, person, customer_id, good_email is not null from entered where email is not null
union all
select 'validity', 'phone', system, channel, person, customer_id, good_phone is not null from entered where phone is not null
union all
select 'validity', 'amount', system, channel, person, customer_id, kind <> 'unconverted' and gross_amount <> 0 from ordered
where kind in ('sale', 'unconverted', 'adjustment')
union all
select 'uniqueness', 'one record per person', system, channel, person, customer_id, position = 1 from entered
where customer_id is not null
union all
select
    'timeliness', 'touched within a year', system, channel, person, customer_id,
    days_between(coalesce(modified_at, created_at), $as_of) <= 365
from entered where coalesce(modified_at, created_at) < $as_of
union all
select
    'consistency', 'same e-mail in every system', entered.system, entered.channel, entered.person, entered.customer_id,
    entered.good_email = customers.email
from entered
inner join core.customers as customers on customers.customer_id = entered.customer_id
where entered.good_email is not null and customers.systems > 1
union all
select
    'consistency', 'same phone in every system', entered.system, entered.channel, entered.person, entered.customer_id,
    entered.good_phone = customers.phone
from entered
inner join core.customers as customers on customers.customer_id = entered.customer_id
where entered.good_phone is not null and customers.systems > 1
union all
select 'consistency', 'discount below the price', system, channel, person, customer_id, discount_amount <= gross_amount from ordered
where kind = 'sale'
