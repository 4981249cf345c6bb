-- Customers and money by churn risk.
select
    churn_risk,
    count(*) as customers,
    sum(cast(revenue as decimal(18, 2))) as revenue,
    sum(cast(predicted_clv_365 as decimal(18, 2))) as expected_value
from mart.portrait
where churn_risk is not null
group by churn_risk
order by churn_risk
