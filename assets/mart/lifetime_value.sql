-- Historic, predicted and total value of each buyer, on margin and discounted, with bounds and reason.
with model as (
    select
        max(case when model = 'gamma_gamma' and parameter = 'usable' then value end)   as has_spend,
        max(case when model = 'gamma_gamma' and parameter = 'p' then value end)        as p,
        max(case when model = 'gamma_gamma' and parameter = 'q' then value end)        as q,
        max(case when model = 'gamma_gamma' and parameter = 'v' then value end)        as v,
        max(case when model = 'cohort' and parameter = 'mean_spend' then value end)    as mean_spend,
        max(case when model = 'choice' and parameter = 'own_weight' then value end)    as own_weight,
        max(case when model = 'choice' and parameter = 'recent_weight' then value end) as recent_weight,
        max(case when parameter = 'champion' then value end)                           as has_orders
    from mart.model_parameters
),

latest as (
    select
        days.customer_id,
        greatest(cast(sum(days.amount) as double), 0) as revenue
    from mart.purchase_days as days
    cross join mart.churn_window as churn_window
    where days.ordered_on < $as_of and days_between(days.ordered_on, $as_of) <= churn_window.window_days
    group by days.customer_id
),

-- An order is worth what Gamma-Gamma expects, and what came in lately per order then expected, both weighted by
-- what past days have shown; the boosting challenger's forecast stands in their place where it has won.
priced as (
    select
        history.customer_id,
        history.frequency,
        history.recency,
        history.T,
        history.is_wholesale,
        cast(history.revenue as double) as revenue,
        model.has_orders,
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
                then challenger.spend / cells.expected_orders_window
            when model.has_orders = 0 then model.mean_spend
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
                    + model.recent_weight * coalesce(latest.revenue, 0) / cells.expected_orders_window
            else model.mean_spend
        end as spend
    from mart.purchase_history as history
    cross join model
    inner join mart.value_cells as cells
        on cells.frequency = history.frequency and cells.recency = history.recency and cells.T = history.T
    left join latest on latest.customer_id = history.customer_id
    left join mart.value_challenger as challenger on challenger.customer_id = history.customer_id
)
select
    priced.customer_id,                                                          -- the customer
    priced.p_alive,                                                               -- probability of still being a customer
    priced.expected_orders_30,                                                    -- orders expected in 30 days
    priced.expected_orders_90,                                                    -- orders expected in 90 days
    priced.expected_orders_365,                                                   -- orders expected in 365 days
    priced.spend as predicted_spend_per_order,                                   -- net spend expected per order
    $margin_rate * priced.revenue as historic_clv,               -- margin so far
    $margin_rate * priced.spend * priced.discounted_orders_30 as predicted_clv_30, -- margin expected in 30 days, discounted
    $margin_rate * priced.spend * priced.discounted_orders_90 as predicted_clv_90, -- margin expected in 90 days, discounted
    $margin_rate * priced.spend * priced.discounted_orders_365 as predicted_clv_365, -- margin expected in a year, discounted
    $margin_rate * (priced.revenue + priced.spend * priced.discounted_orders_365) as total_clv, -- historic and predicted
    $margin_rate * priced.spend * priced.discounted_orders_365 * priced.lower_ratio as predicted_clv_lower, -- nine in ten bring more within the year
    $margin_rate * priced.spend * priced.discounted_orders_365 * priced.median_ratio as predicted_clv_median, -- as many bring more as bring less
    $margin_rate * priced.spend * priced.discounted_orders_365 * priced.upper_ratio as predicted_clv_upper, -- one in ten brings more within the year
    case
        when priced.has_orders = 0 then 'cohort average'
        when priced.frequency > 0 then 'individual'
        else 'population prior'
    end as basis,                                                                -- what the prediction rests on: own history, customers of one order alike, everybody
    case
        when priced.has_orders = 0
            then 'Average of all customers: the buying pattern cannot be told from this little history.'
        when priced.frequency = 0
            then
                'One order so far, ' || cast(priced.T as varchar)
                || ' days ago: valued as customers with one order usually turn out.'
        else
            'Bought on ' || cast(priced.frequency + 1 as varchar) || ' days in ' || cast(priced.T as varchar)
            || ', last ' || cast(priced.T - priced.recency as varchar) || ' days ago: '
            || cast(cast(round(100 * priced.p_alive) as integer) as varchar) || '% likely still a customer, '
            || cast(cast(round(priced.spend) as bigint) as varchar) || ' per order expected.'
    end || case when priced.is_wholesale then ' Wholesale buyer: judged by retail habits.' else '' end as reason_en, -- why, in English
    case
        when priced.has_orders = 0 then '按全体客户平均估计：历史数据尚不足以识别购买规律。'
        when priced.frequency = 0
            then '目前仅一次购买，距今 ' || cast(priced.T as varchar) || ' 天：按同类单次购买客户的一般情况估值。'
        else
            cast(priced.T as varchar) || ' 天内购买 ' || cast(priced.frequency + 1 as varchar) || ' 次，最近一次在 '
            || cast(priced.T - priced.recency as varchar) || ' 天前：仍为客户的概率 '
            || cast(cast(round(100 * priced.p_alive) as integer) as varchar) || '%，预计客单价 '
            || cast(cast(round(priced.spend) as bigint) as varchar) || '。'
    end || case when priced.is_wholesale then '批发客户：按零售规律估计，仅供参考。' else '' end as reason_zh -- why, in Chinese
from priced
