-- Whom and what each person belongs to: a household, the firms they speak for, and the firms above these.
select
    customer_id,                -- the person
    'household'  as relation,   -- household, contact (of a firm) or group (a firm above it)
    household_id as related_id, -- the household or the firm
    shared       as detail      -- what is shared, or the position in the firm
from core.households
union all
select customer_id, 'contact' as relation, account_id as related_id, title as detail
from core.account_contacts
union all
select contacts.customer_id, 'group' as relation, accounts.parent_id as related_id, min(contacts.title) as detail
from core.account_contacts as contacts
inner join core.accounts as accounts on accounts.account_id = contacts.account_id
where accounts.parent_id is not null
group by contacts.customer_id, accounts.parent_id
