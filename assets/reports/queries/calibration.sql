-- What was predicted against what came, by group, at each model's newest origin.
select model, origin, bin, predicted, observed, lower, upper, customers
from mart.calibration as calibration
where origin = (select max(newest.origin) from mart.calibration as newest where newest.model = calibration.model)
order by model, bin
