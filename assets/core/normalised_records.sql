-- Each record with its contact points in normal form, placeholders left out, and what it says of the person beside them.
select
    records.person_key,                                      -- the record's key
    records.system,                                          -- the system it came from
    records.object,                                          -- the kind of export it came from
    records.system || '|' || records.reference as reference, -- the system's own number, unique over systems
    records.name,                                            -- the name as written
    emails.normalised                          as email,     -- the e-mail address, lower case
    phones.normalised                          as phone,     -- the phone number in E.164
    people.birth_on,                                         -- day of birth
    people.national_id,                                      -- number that a state gave the person, as written
    people.gender,                                           -- as written
    people.company,                                          -- the firm as written
    people.address,                                          -- street and house
    people.city,                                             -- city
    people.region,                                           -- province or state
    people.postal_code                                       -- postal code
from core.records as records
left join core.people_once as people on people.person_key = records.person_key
left join core.contact_points as emails
    on emails.kind = 'email' and emails.value = records.email and not emails.is_placeholder
left join core.contact_points as phones
    on phones.kind = 'phone' and phones.value = records.phone and not phones.is_placeholder
