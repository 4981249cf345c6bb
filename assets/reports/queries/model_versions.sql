-- The versions of the models, the newest first.
select model, version, trained_on, rows, auc, log_loss, ece, rmse, sum_ratio, cast(promoted_on as date) as promoted_on, why_en, why_zh,
    is_champion
from mart.model_versions
order by model, is_champion desc, trained_on desc, version
