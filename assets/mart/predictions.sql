-- What this night says of each buyer's future, as it will be graded when the time has passed.
select
    churn.customer_id,                                        -- the customer
    cast($as_of as date) as made_on,                          -- the reporting day it was said
    churn.window_days as churn_days,                          -- the window of the churn probability
    churn.churn_probability,                                  -- probability of no order within the churn window
    windows.repeat_days,                                      -- the window of the repeat probability
    churn.repeat_probability,                                 -- probability of an order within the repeat window
    cast(value.expected_orders_30 as double) as expected_orders_30, -- purchase days expected in 30 days
    cast(value.expected_orders_90 as double) as expected_orders_90, -- purchase days expected in 90 days
    cast(value.expected_orders_365 as double) as expected_orders_365, -- purchase days expected in 365 days
    cast(value.predicted_clv_30 as double) as predicted_clv_30, -- discounted margin expected in 30 days
    cast(value.predicted_clv_90 as double) as predicted_clv_90, -- discounted margin expected in 90 days
    cast(value.predicted_clv_365 as double) as predicted_clv_365 -- discounted margin expected in 365 days
from mart.churn as churn
cross join mart.churn_window as windows
left join mart.lifetime_value as value on value.customer_id = churn.customer_id
