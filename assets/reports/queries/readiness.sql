-- What each model needs, what there is, and from when it can run.
select model, level, fact, needed, has, is_met, ready_on, sentence_en, sentence_zh
from mart.readiness
order by is_met, model, level, fact
