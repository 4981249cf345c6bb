-- The newest of the CRM records that say the same about who a person is: one row per record key.
with ranked as (
    select
        *,
        row_number() over (
            partition by person_key
            order by
                case object when 'customers' then 1 when 'contacts' then 2 else 3 end,
                coalesce(modified_at, created_at, timestamp '1900-01-01') desc,
                coalesce(record_id, ''), coalesce(account_ref, ''), coalesce(address, ''), coalesce(city, '')
        ) as position
    from core.people
)
select
    person_key,     -- the record
    company,        -- the firm as written
    address,        -- street and house
    city,           -- city
    region,         -- province or state
    country,        -- country
    postal_code,    -- postal code
    birth_on,       -- day of birth
    national_id,    -- number that a state gave the person, as written
    gender,         -- as written
    owner,          -- who looks after them
    level,          -- their level
    source_channel, -- where they came from
    created_at,     -- when the record was made
    modified_at     -- when it was last changed
from ranked
where position = 1
