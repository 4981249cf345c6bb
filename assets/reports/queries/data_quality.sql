-- Usable rows by scope.
select scope, name, records, loaded, quarantined, duplicate, blank, share_usable, top_reason
from mart.data_quality
order by scope, records desc, name
