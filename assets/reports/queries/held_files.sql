-- Files that were not loaded, and why.
select file, status, message
from raw.files
where status <> 'loaded'
order by status, file
