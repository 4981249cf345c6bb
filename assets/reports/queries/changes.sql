-- What changed since the previous snapshot, the most important first.
select sentence_en, sentence_zh, kind
from mart.changes
order by position
