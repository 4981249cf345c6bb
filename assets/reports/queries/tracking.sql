-- Repeat orders week by week, as they came and as predicted.
select model, week_on, actual, predicted
from mart.tracking
order by model, week_on
