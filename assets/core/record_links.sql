-- Numbers of one system that stand for one person: a merged record and the one it went into, a lead and what it became.
with told as (
    select system, record_id, merged_into as leads_to from raw.customers
    where merged_into is not null and (is_current or coalesce(is_deleted, false))
    union all
    select system, record_id, merged_into as leads_to from raw.contacts
    where merged_into is not null and (is_current or coalesce(is_deleted, false))
    union all
    select system, record_id, merged_into as leads_to from raw.leads
    where merged_into is not null and (is_current or coalesce(is_deleted, false))
    union all
    select system, record_id, converted_ref as leads_to from raw.leads
    where converted_ref is not null and is_current
)
select
    system || '|' || record_id as one,  -- the record that went into another, as system|number
    system || '|' || leads_to  as other -- what it went into or became
from told
where record_id is not null and record_id <> leads_to
group by 1, 2
