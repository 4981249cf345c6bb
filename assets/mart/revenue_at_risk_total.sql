-- The year's margin expected to be lost, in all and by risk, with an interval.
with grouped as (
    select churn_risk, cast(at_risk as decimal(18, 6)) as at_risk, cast(variance as decimal(28, 6)) as variance
    from mart.revenue_at_risk
    union all
    select 'all' as churn_risk, cast(at_risk as decimal(18, 6)) as at_risk, cast(variance as decimal(28, 6)) as variance
    from mart.revenue_at_risk
),

summed as (
    -- exact decimals: sums of floating numbers depend on the order of the rows
    select
        churn_risk, count(*) as customers, cast(sum(at_risk) as double) as at_risk, cast(sum(variance) as double) as variance
    from grouped
    group by churn_risk
)
select
    churn_risk,                                                           -- all, low, medium or high
    cast(customers as integer) as customers,                              -- customers
    at_risk,                                                              -- expected loss
    greatest(at_risk - 1.2816 * sqrt(variance), 0) as at_risk_lower,      -- lower end of 80 %, customers leaving independently
    at_risk + 1.2816 * sqrt(variance) as at_risk_upper                    -- upper end
from summed
