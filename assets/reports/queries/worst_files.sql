-- The files with the most rows that could not be used.
select file, system, records, loaded, quarantined, duplicate, blank
from raw.files
where status = 'loaded' and quarantined > 0
order by quarantined desc, file
limit 12
