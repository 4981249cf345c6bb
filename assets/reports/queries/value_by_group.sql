-- How right the value models were for each kind of customer, over all past test days.
select kind, name, customers, predicted, observed, sum_ratio, lower, upper, mae, verdict
from mart.value_by_group
order by kind, observed desc, name
