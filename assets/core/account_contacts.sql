-- Which person belongs to which firm, and in which position.
select
    people.system || '|' || people.account_ref as account_id, -- the firm
    identities.customer_id,                                   -- the person
    min(people.title) as title,                               -- their position
    min(people.created_at) as created_at                      -- since when that is known
from core.people as people
inner join core.identities as identities on identities.person_key = people.person_key
where people.account_ref is not null
group by people.system, people.account_ref, identities.customer_id
