-- Columns that came, went or changed in the exports.
select feed, file, change, "column", before, after
from raw.drift
order by change, feed, file, "column"
limit 20
