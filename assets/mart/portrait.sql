-- Everything known about each person on one row.
with consents as (
    select
        customer_id,
        bool_or(is_granted) filter (where channel = 'email') as consent_email,
        bool_or(is_granted) filter (where channel = 'sms')   as consent_sms,
        bool_or(is_granted) filter (where channel = 'phone') as consent_phone
    from core.consents
    where purpose = 'marketing'
    group by customer_id
),

contacted as (
    select customer_id, count(*) as contacts_recent
    from core.campaign_members
    where not is_control
        and cast(sent_at as date) < cast($as_of as date)
        and days_between(sent_at, $as_of) <= $fatigue_days
    group by customer_id
),

waiting as (
    select customer_id, count(*) as open_tickets
    from core.tickets
    where cast(opened_at as date) < cast($as_of as date)
        and (closed_at is null or cast(closed_at as date) >= cast($as_of as date))
        and customer_id is not null
    group by customer_id
)
select
    customers.customer_id,                     -- the customer
    customers.name,                            -- name
    customers.email,                           -- e-mail, normal form
    customers.phone,                           -- phone in E.164
    customers.company,                         -- company
    customers.city,                            -- city
    customers.region,                          -- region
    customers.country,                         -- country
    customers.owner,                           -- who looks after them
    customers.level,                           -- level in the CRM
    customers.source_channel,                  -- where they came from
    customers.records,                         -- records merged into this person
    consents.consent_email,                    -- may be written to; missing is unknown, which is no
    consents.consent_sms,                      -- may be sent messages; missing is unknown, which is no
    consents.consent_phone,                    -- may be called; missing is unknown, which is no
    buying_stage(coalesce(features.purchase_days, 0)) as stage, -- prospect, first_order, repeat (2–3 purchase days), regular (4 and more)
    history.first_on,                          -- day of the first order
    history.last_on,                           -- day of the last order
    rfm.r,                                     -- recency score
    rfm.f,                                     -- frequency score
    rfm.m,                                     -- monetary score
    segments.eleven,                           -- one of eleven segments
    segments.klaviyo_six,                      -- one of six groups
    segments.eight,                            -- one of eight classes
    features.recency_days,                     -- days since the last order
    features.tenure_days,                      -- days since the first order
    features.orders,                           -- orders so far
    features.purchase_days,                    -- days with an order
    features.revenue_total as revenue,         -- spent so far, returns taken off
    features.revenue_365,                      -- spent within the last 365 days
    features.average_order,                    -- mean order
    features.mean_gap_days,                    -- usual days between orders
    features.gap_ratio,                        -- days since the last order over the usual gap
    features.complaints_180,                   -- complaints within 180 days
    features.days_since_complaint,             -- days since the last complaint
    coalesce(waiting.open_tickets, 0) as open_tickets, -- tickets not closed yet
    coalesce(contacted.contacts_recent, 0) as contacts_recent, -- campaign contacts within the fatigue days
    cast(value.p_alive as double) as p_alive, -- probability of still being a customer
    cast(value.expected_orders_90 as double) as expected_orders_90, -- orders expected in 90 days
    cast(value.historic_clv as double) as historic_clv, -- margin so far
    cast(value.predicted_clv_365 as double) as predicted_clv_365, -- margin expected in the coming year
    cast(value.predicted_clv_lower as double) as predicted_clv_lower, -- lower end of its 80 % interval
    cast(value.predicted_clv_upper as double) as predicted_clv_upper, -- upper end of its 80 % interval
    cast(value.total_clv as double) as total_clv, -- historic and predicted
    value.basis as value_basis,                -- what the prediction rests on
    churn.churn_probability,                   -- probability of no order within the churn window
    churn.churn_risk,                          -- low, medium or high
    churn.repeat_probability,                  -- probability of buying again within the window
    churn.basis as churn_basis,                -- what the prediction rests on
    churn.reason_en,                           -- why, in English
    churn.reason_zh,                           -- why, in Chinese
    loyalty.grade as loyalty_grade,            -- A to D
    coalesce(history.is_wholesale, false) as is_wholesale, -- a wholesale buyer
    hash_share(customers.customer_id || '/holdout/' || cast($seed as varchar)) < $holdout_rate as is_holdout -- in the global holdout
from core.customers as customers
left join consents on consents.customer_id = customers.customer_id
left join contacted on contacted.customer_id = customers.customer_id
left join waiting on waiting.customer_id = customers.customer_id
left join mart.purchase_history as history on history.customer_id = customers.customer_id
left join mart.features as features on features.customer_id = customers.customer_id
left join mart.rfm as rfm on rfm.customer_id = customers.customer_id
left join mart.rfm_segments as segments on segments.customer_id = customers.customer_id
left join mart.lifetime_value as value on value.customer_id = customers.customer_id
left join mart.churn as churn on churn.customer_id = customers.customer_id
left join mart.loyalty as loyalty on loyalty.customer_id = customers.customer_id
