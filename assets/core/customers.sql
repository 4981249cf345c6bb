-- One row per person: the best value of every attribute, and the record it was taken from; an address stays whole.
with sources as (
    select
        customer_id,
        max(case field when 'name' then person_key end)           as name_record,
        max(case field when 'email' then person_key end)          as email_record,
        max(case field when 'phone' then person_key end)          as phone_record,
        max(case field when 'company' then person_key end)        as company_record,
        max(case field when 'address' then person_key end)        as address_record,
        max(case field when 'birth_on' then person_key end)       as birth_record,
        max(case field when 'gender' then person_key end)         as gender_record,
        max(case field when 'owner' then person_key end)          as owner_record,
        max(case field when 'level' then person_key end)          as level_record,
        max(case field when 'source_channel' then person_key end) as channel_record
    from core.golden_values
    group by customer_id
),

facts as (
    select
        identities.customer_id,
        records.person_key,
        records.system,
        people.created_at,
        case when coalesce(sources.name_record, records.person_key) = records.person_key then records.name end as name,
        case when coalesce(sources.email_record, records.person_key) = records.person_key then records.email end as email,
        case when coalesce(sources.phone_record, records.person_key) = records.person_key then records.phone end as phone,
        case when coalesce(sources.company_record, records.person_key) = records.person_key then people.company end as company,
        case when coalesce(sources.birth_record, records.person_key) = records.person_key then people.birth_on end as birth_on,
        case when coalesce(sources.gender_record, records.person_key) = records.person_key then people.gender end as gender,
        case when coalesce(sources.owner_record, records.person_key) = records.person_key then people.owner end as owner,
        case when coalesce(sources.level_record, records.person_key) = records.person_key then people.level end as level,
        case
            when coalesce(sources.channel_record, records.person_key) = records.person_key then people.source_channel
        end as source_channel,
        case when coalesce(sources.address_record, records.person_key) = records.person_key then 1 else 0 end as is_address,
        people.address,
        people.postal_code,
        people.city,
        people.region,
        people.country
    from core.normalised_records as records
    inner join core.identities as identities on identities.person_key = records.person_key
    left join core.people_once as people on people.person_key = records.person_key
    left join sources on sources.customer_id = identities.customer_id
)
select
    customer_id,                                                                  -- the customer
    max(name)                                                  as name,           -- name
    max(company)                                               as company,        -- company
    max(email)                                                 as email,          -- e-mail, normal form
    max(phone)                                                 as phone,          -- phone in E.164
    max(case when is_address = 1 then address end)             as address,        -- street and house
    max(case when is_address = 1 then postal_code end)         as postal_code,    -- postal code of that address
    max(case when is_address = 1 then city end)                as city,           -- city of that address
    max(case when is_address = 1 then region end)              as region,         -- region of that address
    max(case when is_address = 1 then country end)             as country,        -- country of that address
    max(birth_on)                                              as birth_on,       -- day of birth
    max(gender)                                                as gender,         -- as written
    max(owner)                                                 as owner,          -- who looks after them
    max(level)                                                 as level,          -- level in the CRM
    max(source_channel)                                        as source_channel, -- where they came from
    max(case when name is not null then person_key end)        as name_record,    -- source of the name
    max(case when email is not null then person_key end)       as email_record,   -- source of the e-mail
    max(case when phone is not null then person_key end)       as phone_record,   -- source of the phone
    max(case when is_address = 1 and coalesce(address, postal_code, city, region, country) is not null then person_key end)
                                                               as address_record, -- source of the whole address
    count(distinct person_key)                                 as records,        -- records merged
    count(distinct system)                                     as systems,        -- systems seen in
    cast(min(created_at) as date)                              as first_seen_on   -- first created in a CRM
from facts
group by customer_id
