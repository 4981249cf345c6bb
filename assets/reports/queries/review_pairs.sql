-- The pairs to decide first, by tokens of their records: no value of them.
select pair, substr(key_a, 1, 8) as record_a, substr(key_b, 1, 8) as record_b, shared
from core.review_pairs
order by strength desc, pair
limit 10
