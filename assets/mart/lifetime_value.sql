-- Historic, predicted and total value of each buyer, on margin and discounted, with bounds.
with model as (
    select
        max(case when model = 'gamma_gamma' and parameter = 'usable' then value end)   as has_spend,
        max(case when model = 'gamma_gamma' and parameter = 'p' then value end)        as p,
        max(case when model = 'gamma_gamma' and parameter = 'q' then value end)        as q,
        max(case when model = 'gamma_gamma' and parameter = 'v' then value end)        as v,
        max(case when model = 'cohort' and parameter = 'mean_spend' then value end)    as mean_spend,
        max(case when model = 'choice' and parameter = 'own_weight' then value end)    as own_weight,
        max(case when model = 'choice' and parameter = 'recent_weight' then value end) as recent_weight
    from mart.model_parameters
),

-- What depends on the cell alone is rounded here, once for all customers who bought alike.
cells as (
    select
        frequency, recency, T, is_modelled,
        cast(p_alive as decimal(12, 6))             as p_alive,
        cast(expected_orders_30 as decimal(12, 6))  as expected_orders_30,
        cast(expected_orders_90 as decimal(12, 6))  as expected_orders_90,
        cast(expected_orders_365 as decimal(12, 6)) as expected_orders_365,
        expected_orders_window, discounted_orders_30, discounted_orders_90, discounted_orders_365,
        lower_ratio, median_ratio, upper_ratio
    from mart.value_cells
),

latest as (
    select
        days.customer_id,
        greatest(cast(sum(days.amount) as double), 0) as revenue
    from mart.purchase_days as days
    cross join mart.churn_window as churn_window
    where days.ordered_on < $as_of and days.ordered_on >= cast($as_of as date) - cast(churn_window.window_days as integer)
    group by days.customer_id
),

-- An order is worth what Gamma-Gamma expects, and what came in lately per order then expected, both weighted by
-- what past days have shown; the boosting challenger's forecast stands in their place where it has won.
priced as (
    select
        history.customer_id,
        history.frequency,
        cast(history.revenue as double) as revenue,
        cells.is_modelled,
        cells.p_alive,
        cells.expected_orders_30,
        cells.expected_orders_90,
        cells.expected_orders_365,
        cells.discounted_orders_30,
        cells.discounted_orders_90,
        cells.discounted_orders_365,
        cells.lower_ratio,
        cells.median_ratio,
        cells.upper_ratio,
        case
            when challenger.spend is not null and cells.expected_orders_window > 0
                then challenger.spend / greatest(cells.expected_orders_window, 0.001)
            when not cells.is_modelled then model.mean_spend
            when cells.expected_orders_window > 0
                then
                    model.own_weight * case
                        when model.has_spend = 0 then model.mean_spend
                        when history.frequency > 0 and history.monetary_value > 0
                            then
                                model.p * (model.v + history.frequency * history.monetary_value)
                                / (model.p * history.frequency + model.q - 1)
                        else model.p * model.v / (model.q - 1)
                    end
                    + model.recent_weight * coalesce(latest.revenue, 0) / greatest(cells.expected_orders_window, 0.001)
            else model.mean_spend
        end as spend
    from mart.purchase_history as history
    inner join cells
        on cells.frequency = history.frequency and cells.recency = history.recency and cells.T = history.T
    left join latest on latest.customer_id = history.customer_id
    left join mart.value_challenger as challenger on challenger.customer_id = history.customer_id
    left join model on true -- one row, which a cross join would carry through all joins before it
),

-- Money in cents: exact, and half the space of floating numbers.
worth as (
    select
        *,
        cast($margin_rate * revenue as decimal(18, 2))                       as historic,
        cast($margin_rate * spend * discounted_orders_30 as decimal(18, 2))  as in_30,
        cast($margin_rate * spend * discounted_orders_90 as decimal(18, 2))  as in_90,
        cast($margin_rate * spend * discounted_orders_365 as decimal(18, 2)) as in_365
    from priced
)
select
    customer_id,                                                                   -- the customer
    p_alive,                                                                       -- probability of still being a customer
    expected_orders_30,                                                            -- orders expected in 30 days
    expected_orders_90,                                                            -- orders expected in 90 days
    expected_orders_365,                                                           -- orders expected in 365 days
    cast(spend as decimal(18, 4)) as predicted_spend_per_order,                    -- net spend expected per order
    historic as historic_clv,                                                      -- margin so far
    in_30 as predicted_clv_30,                                                     -- margin expected in 30 days, discounted
    in_90 as predicted_clv_90,                                                     -- margin expected in 90 days, discounted
    in_365 as predicted_clv_365,                                                   -- margin expected in a year, discounted
    cast(historic + in_365 as decimal(18, 2)) as total_clv,                        -- historic and predicted
    cast(cast(in_365 as double) * lower_ratio as decimal(18, 2)) as predicted_clv_lower,   -- nine in ten bring more within the year
    cast(cast(in_365 as double) * median_ratio as decimal(18, 2)) as predicted_clv_median, -- as many bring more as bring less
    cast(cast(in_365 as double) * upper_ratio as decimal(18, 2)) as predicted_clv_upper,   -- one in ten brings more within the year
    case
        when not is_modelled then 'cohort average'
        when frequency > 0 then 'individual'
        else 'population prior'
    end as basis                                                                   -- what the prediction rests on: own history, customers of one order alike, everybody
from worth
