-- Which models can be trusted.
select model, grade, beats_baseline, is_calibrated, is_stable, is_leak_free, sentence_en, sentence_zh
from mart.grades
order by model
