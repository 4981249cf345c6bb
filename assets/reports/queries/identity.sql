-- How right the merging of records is.
select measure, value, lower, upper, cases, is_alarm, sentence_en, sentence_zh
from mart.identity_quality
order by is_alarm desc, measure
