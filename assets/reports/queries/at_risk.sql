-- The year's margin expected to be lost, with its interval.
select churn_risk, customers, at_risk, at_risk_lower, at_risk_upper
from mart.revenue_at_risk_total
order by churn_risk
