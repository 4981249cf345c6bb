-- Alerts: a valuable customer with an open ticket whose risk has risen, who sees to it until when, and what became of it.
with ranked as (
    select customer_id, predicted_clv_365, percent_rank() over (order by predicted_clv_365) as standing
    from mart.lifetime_value
),

waiting as (
    select customer_id, count(*) as open_tickets, max(case when is_complaint then 1 else 0 end) as has_complaint
    from core.tickets
    where customer_id is not null
        and cast(opened_at as date) < cast($as_of as date)
        and (closed_at is null or cast(closed_at as date) >= cast($as_of as date))
    group by customer_id
),

fresh as (
    select
        churn.customer_id || '|' || cast(cast($as_of as date) as varchar) as alert_id,
        churn.customer_id,
        cast($as_of as date)                                              as raised_on,
        cast($as_of as date) + case when waiting.has_complaint = 1 then 1 else 3 end as deadline_on,
        customers.owner,
        ranked.predicted_clv_365                                          as predicted_value,
        churn.churn_probability,
        churn.churn_probability - earlier.churn_probability               as risk_change,
        waiting.open_tickets,
        churn.reason_en,
        churn.reason_zh
    from mart.churn as churn
    inner join ranked on ranked.customer_id = churn.customer_id
    inner join waiting on waiting.customer_id = churn.customer_id
    left join core.customers as customers on customers.customer_id = churn.customer_id
    left join mart.standing_earlier as earlier on earlier.customer_id = churn.customer_id
    where ranked.standing >= 0.8
        and churn.eligibility in ('eligible', 'one order')
        and (churn.churn_probability - earlier.churn_probability >= 0.05 or (earlier.churn_probability is null and churn.churn_risk <> 'low'))
),

bought as (
    select alerts.alert_id, min(days.ordered_on) as ordered_on
    from mart.save_desk_earlier as alerts
    inner join mart.purchase_days as days
        on days.customer_id = alerts.customer_id and days.orders > 0 and days.ordered_on >= cast(alerts.raised_on as date) and days.ordered_on < $as_of
    group by alerts.alert_id
),

answered as (
    select
        alerts.alert_id,
        max(case when tickets.closed_at is null or cast(tickets.closed_at as date) >= cast($as_of as date) then 1 else 0 end) as is_open,
        max(cast(tickets.closed_at as date)) as closed_on
    from mart.save_desk_earlier as alerts
    inner join core.tickets as tickets
        on tickets.customer_id = alerts.customer_id
        and cast(tickets.opened_at as date) < cast(alerts.raised_on as date)
        and (tickets.closed_at is null or cast(tickets.closed_at as date) >= cast(alerts.raised_on as date))
    group by alerts.alert_id
),

known as (
    select
        alerts.alert_id, alerts.customer_id, cast(alerts.raised_on as date) as raised_on, cast(alerts.deadline_on as date) as deadline_on,
        alerts.owner, alerts.predicted_value, alerts.churn_probability, alerts.risk_change, alerts.open_tickets,
        alerts.reason_en, alerts.reason_zh,
        case when coalesce(answered.is_open, 0) = 0 then answered.closed_on end as handled_on,
        bought.ordered_on as kept_on,
        case
            when bought.ordered_on is not null then true
            when days_between(alerts.raised_on, $as_of) >= window_of.window_days then false
        end as is_kept
    from mart.save_desk_earlier as alerts
    cross join mart.churn_window as window_of
    left join bought on bought.alert_id = alerts.alert_id
    left join answered on answered.alert_id = alerts.alert_id
),

united as (
    select * from known
    union all
    select
        fresh.*,
        cast(null as date) as handled_on,
        cast(null as date) as kept_on,
        cast(null as boolean) as is_kept
    from fresh
    left join known on known.customer_id = fresh.customer_id and known.is_kept is null
    where known.customer_id is null
)
select
    alert_id,                                              -- customer and day of the alert
    customer_id,                                           -- the customer
    raised_on,                                             -- when the alert was raised
    deadline_on,                                           -- when somebody must have seen to it: a complaint within a day
    owner,                                                 -- who looks after the customer, where one is known
    cast(predicted_value as double) as predicted_value,    -- margin expected in the coming year, when raised
    cast(churn_probability as double) as churn_probability, -- probability of leaving, when raised
    cast(risk_change as double) as risk_change,            -- how far it had risen since the report before; missing at the first
    cast(open_tickets as integer) as open_tickets,         -- tickets open when raised
    reason_en,                                             -- why, in English
    reason_zh,                                             -- why, in Chinese
    handled_on,                                            -- when the last of those tickets was closed
    kept_on,                                               -- the first order since
    is_kept,                                               -- whether the customer was kept; missing while the window runs
    case
        when handled_on is not null then 'handled'
        when deadline_on < cast($as_of as date) then 'overdue'
        else 'open'
    end as status                                          -- open, handled or overdue
from united
