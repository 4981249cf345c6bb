-- Of every person with several records: which record each field is taken from, and the rule that decided it.
with facts as (
    select
        identities.customer_id,
        records.person_key,
        records.system,
        records.name,
        records.email,
        records.phone,
        people.company,
        people.address,
        people.city,
        people.region,
        people.country,
        people.postal_code,
        people.birth_on,
        people.gender,
        people.owner,
        people.level,
        people.source_channel,
        case records.object when 'customers' then 3 when 'contacts' then 2 when 'leads' then 1 else 0 end as standing,
        coalesce(people.modified_at, people.created_at, timestamp '1900-01-01') as said_at,
        count(*) over (partition by identities.customer_id) as records
    from core.normalised_records as records
    inner join core.identities as identities on identities.person_key = records.person_key
    left join core.people_once as people on people.person_key = records.person_key
),

several as (
    select * from facts where records > 1
),

candidates as (
    select customer_id, person_key, system, standing, said_at, 'name' as field, name as value,
        case when regexp_matches(name, '[0-9@]') then 0 else 1 end as validity, 1 as completeness
    from several where name is not null
    union all
    select customer_id, person_key, system, standing, said_at, 'email' as field, email as value, 1 as validity, 1 as completeness
    from several where email is not null
    union all
    select customer_id, person_key, system, standing, said_at, 'phone' as field, phone as value, 1 as validity, 1 as completeness
    from several where phone is not null
    union all
    select customer_id, person_key, system, standing, said_at, 'company' as field, company as value, 1 as validity, 1 as completeness
    from several where company is not null
    union all
    select customer_id, person_key, system, standing, said_at, 'address' as field,
        concat_ws('|', address, postal_code, city, region, country) as value,
        1 as validity,
        case when address is null then 0 else 1 end + case when postal_code is null then 0 else 1 end
        + case when city is null then 0 else 1 end + case when region is null then 0 else 1 end
        + case when country is null then 0 else 1 end as completeness
    from several where coalesce(address, postal_code, city, region, country) is not null
    union all
    select customer_id, person_key, system, standing, said_at, 'birth_on' as field, cast(birth_on as varchar) as value,
        case when birth_on between date '1900-01-02' and date '2100-01-01' then 1 else 0 end as validity, 1 as completeness
    from several where birth_on is not null
    union all
    select customer_id, person_key, system, standing, said_at, 'gender' as field, gender as value, 1 as validity, 1 as completeness
    from several where gender is not null
    union all
    select customer_id, person_key, system, standing, said_at, 'owner' as field, owner as value, 1 as validity, 1 as completeness
    from several where owner is not null
    union all
    select customer_id, person_key, system, standing, said_at, 'level' as field, level as value, 1 as validity, 1 as completeness
    from several where level is not null
    union all
    select customer_id, person_key, system, standing, said_at, 'source_channel' as field, source_channel as value,
        1 as validity, 1 as completeness
    from several where source_channel is not null
),

ranked as (
    select
        candidates.*,
        coalesce(trusted.trust, 0) as trust,
        row_number() over (
            partition by candidates.customer_id, candidates.field
            order by
                coalesce(trusted.trust, 0) desc, candidates.validity desc, candidates.completeness desc,
                candidates.standing desc, candidates.said_at desc, candidates.person_key desc
        ) as position
    from candidates
    left join core.field_trust as trusted
        on trusted.system = candidates.system and trusted.field = candidates.field
),

chosen as (
    select * from ranked where position = 1
),

rivals as (
    select
        ranked.customer_id, ranked.field,
        max(ranked.trust) as trust, max(ranked.validity) as validity,
        max(ranked.completeness) as completeness, max(ranked.standing) as standing, max(ranked.said_at) as said_at,
        count(distinct ranked.value) as other_values
    from ranked
    inner join chosen on chosen.customer_id = ranked.customer_id and chosen.field = ranked.field
    where ranked.value <> chosen.value
    group by ranked.customer_id, ranked.field
)
select
    chosen.customer_id,                              -- the customer
    chosen.field,                                    -- the field; an address is one, with city, region, country and postal code
    chosen.person_key,                               -- the record it is taken from
    chosen.system,                                   -- the system of that record
    case
        when rivals.field is null then 'undisputed'
        when chosen.trust > rivals.trust then 'trust'
        when chosen.validity > rivals.validity then 'validity'
        when chosen.completeness > rivals.completeness then 'completeness'
        when chosen.standing > rivals.standing then 'kind of record'
        when chosen.said_at > rivals.said_at then 'recency'
        else 'several'
    end as rule,                                     -- why: undisputed, trust, validity, completeness, kind of record, recency or several in turn
    coalesce(rivals.other_values, 0) as other_values -- other values that were not taken
from chosen
left join rivals on rivals.customer_id = chosen.customer_id and rivals.field = chosen.field
