-- What is expected to be lost with each customer, and how surely: probability of leaving times predicted value.
select
    churn.customer_id,                                       -- the customer
    churn.churn_risk,                                        -- low, medium or high
    churn.churn_probability,                                 -- probability of no order within the churn window
    churn.churn_probability * value.predicted_clv_365 as at_risk, -- expected loss of a year's margin
    churn.churn_probability * value.predicted_clv_lower as at_risk_lower, -- with the lower end of the value's interval
    churn.churn_probability * value.predicted_clv_upper as at_risk_upper, -- with the upper end
    churn.churn_probability * (1 - churn.churn_probability) * value.predicted_clv_365 * value.predicted_clv_365
    + churn.churn_probability * churn.churn_probability
    * (value.predicted_clv_upper - value.predicted_clv_lower) * (value.predicted_clv_upper - value.predicted_clv_lower)
    / 6.57 as variance                                       -- of the loss: leaving or not, and how much (an 80 % interval is 2.563 deviations wide)
from mart.churn as churn
inner join mart.lifetime_value as value on value.customer_id = churn.customer_id
where churn.eligibility <> 'wholesale'
