-- The value models against each other at past days.
select forecast, contender, rmse, mae, sum_ratio, lower, upper, is_champion, customers
from mart.value_contest
order by forecast desc, rmse, contender
