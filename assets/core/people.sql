-- Every record of a person that a CRM or shop keeps: customers, contacts and leads.
select
    person_key,             -- the person as the record knows them
    system,                 -- the system it came from
    'customers' as object,  -- the kind of record
    record_id,              -- its number there
    null as account_ref,    -- the firm they belong to, as numbered there
    null as title,          -- their position in it
    null as status,         -- how far a lead has come
    name,                   -- the name as written
    company,                -- the firm as written
    email,                  -- e-mail address as written
    phone,                  -- phone number as written
    birth_on,               -- day of birth
    national_id,            -- number that a state gave the person, as written
    gender,                 -- as written
    address,                -- street and house
    city,                   -- city
    region,                 -- province or state
    country,                -- country
    postal_code,            -- postal code
    source_channel,         -- where they came from
    owner,                  -- who looks after them
    level,                  -- their level
    email_consent,          -- whether they may be written to
    sms_consent,            -- whether they may be texted
    phone_consent,          -- whether they may be called
    created_at,             -- when the record was made
    modified_at             -- when it was last changed
from raw.customers
where is_current
union all
select
    person_key, system, 'contacts' as object, record_id, account_ref, title, null as status, name, company, email, phone,
    birth_on, national_id, gender, address, city, region, country, postal_code, source_channel, owner, level, email_consent,
    sms_consent, phone_consent, created_at, modified_at
from raw.contacts
where is_current
union all
select
    person_key, system, 'leads' as object, record_id, null as account_ref, title, status, name, company, email, phone,
    birth_on, national_id, gender, address, city, region, country, postal_code, source_channel, owner, level, email_consent,
    sms_consent, phone_consent, created_at, modified_at
from raw.leads
where is_current
