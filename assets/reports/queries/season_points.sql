-- What the season and the latest weeks do to everybody's risk of leaving, in shares of the customers, with 80 % limits.
with odds as (
    select
        churn.window_days,
        ln(churn_probability / (1 - churn_probability)) - effect_season as before,
        season.log_odds, season.lower, season.upper
    from mart.churn as churn
    inner join mart.season as season on season.model = 'churn' and season.is_forecast
    where churn_probability between 1e-9 and 1 - 1e-9
)
select
    max(window_days) as window_days,
    avg(cast(1 / (1 + exp(-before - log_odds)) - 1 / (1 + exp(-before)) as decimal(18, 9))) as points,
    avg(cast(1 / (1 + exp(-before - lower)) - 1 / (1 + exp(-before)) as decimal(18, 9))) as lower,
    avg(cast(1 / (1 + exp(-before - upper)) - 1 / (1 + exp(-before)) as decimal(18, 9))) as upper
from odds
having count(*) > 0
