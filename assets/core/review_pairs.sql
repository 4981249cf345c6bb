-- Pairs of customers that may be one person and were kept apart: what they share, for somebody to decide.
with facts as (
    select
        identities.customer_id,
        records.person_key,
        records.email,
        records.phone,
        lower(trim(records.name)) || '|' || cast(customers.birth_on as varchar)                         as name_and_birth,
        lower(trim(records.name)) || '|' || lower(trim(customers.address)) || '|' || lower(trim(customers.city)) as name_and_address
    from core.normalised_records as records
    inner join core.identities as identities on identities.person_key = records.person_key
    left join core.people_once as customers on customers.person_key = records.person_key
),

keys as (
    select 'email' as kind, email as value, customer_id, min(person_key) as person_key
    from facts where email is not null group by email, customer_id
    union all
    select 'phone' as kind, phone as value, customer_id, min(person_key) as person_key
    from facts where phone is not null group by phone, customer_id
    union all
    select 'name and birth date' as kind, name_and_birth as value, customer_id, min(person_key) as person_key
    from facts where name_and_birth is not null group by name_and_birth, customer_id
    union all
    select 'name and address' as kind, name_and_address as value, customer_id, min(person_key) as person_key
    from facts where name_and_address is not null group by name_and_address, customer_id
),

shared as (
    select kind, value from keys group by kind, value having count(*) between 2 and 5
),

held as (
    select keys.kind, keys.value, keys.customer_id, keys.person_key
    from keys
    inner join shared on shared.kind = keys.kind and shared.value = keys.value
),

pairs as (
    select
        one.customer_id      as customer_a,
        other.customer_id    as customer_b,
        min(one.person_key)   as key_a,
        min(other.person_key) as key_b,
        max(case when one.kind = 'email' then 1 else 0 end)               as by_email,
        max(case when one.kind = 'phone' then 1 else 0 end)               as by_phone,
        max(case when one.kind = 'name and birth date' then 1 else 0 end) as by_birth,
        max(case when one.kind = 'name and address' then 1 else 0 end)    as by_address
    from held as one
    inner join held as other
        on other.kind = one.kind and other.value = one.value and other.customer_id > one.customer_id
    group by one.customer_id, other.customer_id
),

settled as (
    select
        least(a.customer_id, b.customer_id)    as customer_a,
        greatest(a.customer_id, b.customer_id) as customer_b
    from core.decisions as decisions
    inner join core.identities as a on a.person_key = decisions.key_a
    inner join core.identities as b on b.person_key = decisions.key_b
    where decisions.stands and decisions.verdict = 'different'
    group by least(a.customer_id, b.customer_id), greatest(a.customer_id, b.customer_id)
)
select
    'P' || upper(substr(md5(pairs.key_a || pairs.key_b), 1, 9)) as pair, -- the pair's name
    pairs.customer_a,                                                    -- the older customer
    pairs.customer_b,                                                    -- the younger one
    pairs.key_a,                                                         -- a record of the older
    pairs.key_b,                                                         -- a record of the younger
    concat_ws(
        ', ',
        case when pairs.by_birth = 1 then 'name and birth date' end,
        case when pairs.by_address = 1 then 'name and address' end,
        case when pairs.by_email = 1 then 'email' end,
        case when pairs.by_phone = 1 then 'phone' end
    ) as shared,                                                         -- what they have in common
    8 * pairs.by_birth + 4 * pairs.by_address + 2 * pairs.by_email + pairs.by_phone as strength -- what speaks for one person
from pairs
left join settled on settled.customer_a = pairs.customer_a and settled.customer_b = pairs.customer_b
where settled.customer_a is null
