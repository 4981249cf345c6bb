-- For whom the models are right: past forecasts by groups of the customers.
select
    model, kind, name, customers, predicted, observed, gap_lower, gap_upper, auc, auc_lower, auc_upper, ece, verdict
from mart.group_backtest
order by model, kind, name
