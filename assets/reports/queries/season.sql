-- How the level of leaving moved, and what is expected of the coming window.
select day, known_days, log_odds, lower, upper, is_forecast
from mart.season
where model = 'churn'
order by day
