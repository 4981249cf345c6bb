-- Each model against the best naive baseline.
select model, origin, horizon_days, metric, value, baseline, baseline_value, lower, upper, customers
from mart.backtest
order by model, metric, origin, horizon_days
