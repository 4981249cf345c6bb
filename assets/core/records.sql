-- Each way a person appears in an export: one row per system, reference, e-mail, phone and name.
with appearances as (
    select person_key, system, object, record_id as reference, name, email, phone from core.people
    union all
    select person_key, system, 'opportunities' as object, customer_ref as reference, customer_name as name, email, phone
    from raw.opportunities where is_current
    union all
    select person_key, system, 'orders' as object, customer_ref as reference, customer_name as name, email, phone
    from raw.orders where is_current
    union all
    select person_key, system, 'orders' as object, customer_ref as reference, customer_name as name, email, phone
    from raw.order_lines where is_current
    union all
    select person_key, system, 'returns' as object, customer_ref as reference, customer_name as name, email, phone
    from raw.returns where is_current
    union all
    select person_key, system, 'payments' as object, customer_ref as reference, customer_name as name, email, phone
    from raw.payments where is_current
    union all
    select person_key, system, 'contracts' as object, customer_ref as reference, customer_name as name, email, phone
    from raw.contracts where is_current
    union all
    select person_key, system, 'interactions' as object, customer_ref as reference, customer_name as name, email, phone
    from raw.interactions where is_current
    union all
    select person_key, system, 'tickets' as object, customer_ref as reference, customer_name as name, email, phone
    from raw.tickets where is_current
    union all
    select person_key, system, 'campaigns' as object, customer_ref as reference, null as name, email, phone
    from raw.campaign_members where is_current
    union all
    select person_key, system, 'consents' as object, customer_ref as reference, customer_name as name, email, phone
    from raw.consents where is_current
)
select
    person_key,                  -- the row's own key, made of its system, reference, e-mail, phone and name
    min(system)    as system,    -- the system it came from
    case
        when bool_or(object = 'customers') then 'customers'
        when bool_or(object = 'contacts') then 'contacts'
        when bool_or(object = 'leads') then 'leads'
        else min(object)
    end            as object,    -- the kind of export it came from; of several, the one that says most
    min(reference) as reference, -- the system's own number for the person
    min(name)      as name,      -- the name as written
    min(email)     as email,     -- the e-mail address as written
    min(phone)     as phone      -- the phone number as written
from appearances
where person_key is not null
group by person_key
