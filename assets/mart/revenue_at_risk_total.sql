-- The year's margin expected to be lost, in all and by risk, with an interval.
with grouped as (
    select churn_risk, at_risk, variance from mart.revenue_at_risk
    union all
    select 'all' as churn_risk, at_risk, variance from mart.revenue_at_risk
)
select
    churn_risk,                                                             -- all, low, medium or high
    cast(count(*) as integer) as customers,                                 -- customers
    sum(at_risk) as at_risk,                                                -- expected loss
    greatest(sum(at_risk) - 1.2816 * sqrt(sum(variance)), 0) as at_risk_lower, -- lower end of 80 %, customers leaving independently
    sum(at_risk) + 1.2816 * sqrt(sum(variance)) as at_risk_upper            -- upper end
from grouped
group by churn_risk
