-- One row per person: the best value of every attribute, and the record it was taken from.
with facts as (
    select
        identities.customer_id,
        records.person_key,
        records.system,
        records.name,
        records.email,
        records.phone,
        customers.company,
        customers.city,
        customers.region,
        customers.country,
        customers.birth_on,
        customers.owner,
        customers.level,
        customers.source_channel,
        customers.created_at,
        row_number() over (
            order by
                coalesce(sources.trust, 0),
                case records.object when 'customers' then 3 when 'contacts' then 2 when 'leads' then 1 else 0 end,
                coalesce(customers.modified_at, customers.created_at, timestamp '1900-01-01'),
                records.person_key
        ) as standing
    from core.normalised_records as records
    inner join core.identities as identities on identities.person_key = records.person_key
    left join core.sources as sources on sources.system = records.system
    left join core.people as customers on customers.person_key = records.person_key
)
select
    customer_id,                                                                                  -- the customer
    max_by(name, standing) filter (where name is not null)                     as name,           -- name
    max_by(company, standing) filter (where company is not null)               as company,        -- company
    max_by(email, standing) filter (where email is not null)                   as email,          -- e-mail, normal form
    max_by(phone, standing) filter (where phone is not null)                   as phone,          -- phone in E.164
    max_by(city, standing) filter (where city is not null)                     as city,           -- city
    max_by(region, standing) filter (where city is not null)                   as region,         -- region of that city
    max_by(country, standing) filter (where country is not null)               as country,        -- country
    max_by(birth_on, standing) filter (where birth_on is not null)             as birth_on,       -- day of birth
    max_by(owner, standing) filter (where owner is not null)                   as owner,          -- who looks after them
    max_by(level, standing) filter (where level is not null)                   as level,          -- level in the CRM
    max_by(source_channel, standing) filter (where source_channel is not null) as source_channel, -- where they came from
    max_by(person_key, standing) filter (where name is not null)               as name_record,    -- source of the name
    max_by(person_key, standing) filter (where email is not null)              as email_record,   -- source of the e-mail
    max_by(person_key, standing) filter (where phone is not null)              as phone_record,   -- source of the phone
    max_by(person_key, standing) filter (where city is not null)               as city_record,    -- source of the city
    count(distinct person_key)                                                 as records,        -- records merged
    count(distinct system)                                                     as systems,        -- systems seen in
    cast(min(created_at) as date)                                              as first_seen_on   -- first created in a CRM
from facts
group by customer_id
