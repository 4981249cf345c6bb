-- Why rows could not be used.
select reason_code, count(*) as records, count(distinct file_id) as files
from raw.quarantine
group by reason_code
order by records desc, reason_code
limit 12
