-- For whom the models are right: past forecasts by groups of the customers.
select model, kind, name, customers, predicted, observed, auc, auc_lower, auc_upper, ece, ece_lower, ece_upper, verdict
from mart.group_backtest
order by model, kind, name
