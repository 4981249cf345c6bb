-- Each feed: what serves of it and whether it is up to date, those behind first.
select system, object, state, served_through, behind_days, allowed_days, sentence_en, sentence_zh
from mart.feeds
order by state = 'current', system, object
