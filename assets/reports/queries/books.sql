-- The books of each system: every record that came is loaded, quarantined, duplicate or blank.
select
    system,
    object,
    count(*) as files,
    sum(records) as records,
    sum(loaded) as loaded,
    sum(quarantined) as quarantined,
    sum(duplicate) as duplicate,
    sum(blank) as blank
from raw.files
where status = 'loaded'
group by system, object
order by records desc, system, object
