-- What corrected and repeated exports changed, by kind of record.
select
    system,
    object,
    count(*) as files,
    sum(added) as added,
    sum(removed) as removed,
    sum(changed) as changed,
    sum(case when is_by_content then 0 else 1 end) as by_arrival
from raw.revisions
group by system, object
order by changed desc, system, object
