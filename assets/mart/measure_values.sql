-- Every measure of the company on one row.
with people as (
    select
        count(*) filter (where stage <> 'prospect')                                             as customers,
        count(*) filter (where recency_days <= 90)                                              as active_customers,
        count(*) filter (where tenure_days <= 30)                                               as new_customers_30,
        avg(case when stage <> 'prospect' then cast(purchase_days >= 2 as int) end)             as repeat_rate,
        cast(sum(cast(predicted_clv_365 as decimal(18, 4))) as double)                          as expected_value_365,
        cast(sum(case when churn_risk is not null then cast(case when churn_risk = 'high' then revenue_365 else 0 end as decimal(18, 2)) end) as double) as revenue_at_risk,
        count(*) filter (where churn_risk = 'high' and revenue_365 > 0)                         as high_risk_customers,
        avg(case when stage <> 'prospect' then cast(coalesce(consent_email, false) and email is not null as int) end) as email_reachable_rate
    from mart.portrait
),

sales as (
    select
        cast(sum(case when days_between(ordered_on, $as_of) <= 30 then amount end) as double)  as revenue_30,
        cast(sum(case when days_between(ordered_on, $as_of) <= 365 then amount end) as double) as revenue_365,
        cast(sum(case when kind = 'sale' and days_between(ordered_on, $as_of) <= 365 then amount end) as double)
        / nullif(count(case when kind = 'sale' and days_between(ordered_on, $as_of) <= 365 then 1 end), 0) as average_order
    from core.orders
    where kind in ('sale', 'return') and ordered_on < cast($as_of as date)
),

books as (
    select 1.0 * sum(loaded) / nullif(sum(loaded + quarantined), 0) as usable_rows_rate from raw.files
),

seen as (
    select count(*) as records from core.records
),

campaigns as (
    select max(uplift) filter (where stage = 'all' and verdict = 'works') as campaign_uplift from mart.campaign_results
),

plan as (
    select max(expected_value) as plan_expected_value, max(budget) as plan_budget from mart.plan_summary
)
select
    people.customers,            -- people with at least one order
    seen.records,                -- ways in which people appear in the exports
    people.active_customers,     -- customers with an order within 90 days
    people.new_customers_30,     -- customers whose first order is at most 30 days ago
    people.repeat_rate,          -- share of customers with two or more purchase days
    sales.revenue_30,            -- net sales of the last 30 days
    sales.revenue_365,           -- net sales of the last 365 days
    sales.average_order,         -- mean net order of the last 365 days
    people.expected_value_365,   -- sum of predicted lifetime value over a year
    people.revenue_at_risk,      -- last year's revenue of customers at high risk
    people.high_risk_customers,  -- customers at high risk who bought within a year
    people.email_reachable_rate, -- share of customers who may be written to
    books.usable_rows_rate,      -- rows loaded, of loaded and quarantined
    campaigns.campaign_uplift,   -- best measured uplift of a past campaign
    plan.plan_expected_value,    -- expected margin of the next campaign
    plan.plan_budget             -- budget of the next campaign
from people cross join sales cross join books cross join seen cross join campaigns cross join plan
