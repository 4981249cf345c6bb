-- What is known of each buyer before the reporting day: the features of the models, and nothing that came later.
with known as (
    select
        customer_id, ordered_on, channel, items, is_wholesale, gross_amount, discount_amount, refunded_amount,
        kind_before(kind, gross_amount, discount_amount, cancelled_on, $as_of) as kind,
        unknown_refund(refunds, undated_refund_amount, ordered_on, $as_of)     as unknown_amount,
        known_net(amount, refunds, undated_refund_amount, ordered_on, $as_of)  as amount
    from core.orders
    where customer_id is not null and ordered_on < $as_of
),

bought as materialized (
    select
        customer_id,
        ordered_on,
        sum(case when kind = 'sale' then 1 else 0 end) as orders,
        cast(sum(amount) as decimal(18, 2))            as amount
    from known
    where kind in ('sale', 'return')
    group by customer_id, ordered_on
),

days as (
    select
        customer_id,
        min(case when orders > 0 then ordered_on end)                              as first_on,
        max(case when orders > 0 then ordered_on end)                              as last_on,
        sum(case when orders > 0 then 1 else 0 end)                                as purchase_days,
        min_by(case when orders > 0 then amount end, case when orders > 0 then ordered_on end) as first_amount,
        sum(orders)                                                                as orders,
        sum(case when days_between(ordered_on, $as_of) <= 30 then orders else 0 end)  as orders_30,
        sum(case when days_between(ordered_on, $as_of) <= 90 then orders else 0 end)  as orders_90,
        sum(case when days_between(ordered_on, $as_of) <= 180 then orders else 0 end) as orders_180,
        sum(case when days_between(ordered_on, $as_of) <= 365 then orders else 0 end) as orders_365,
        sum(amount)                                                                as revenue,
        sum(case when days_between(ordered_on, $as_of) <= 365 then amount else 0 end) as revenue_365,
        sum(case when days_between(ordered_on, $as_of) <= 90 then amount else 0 end)  as revenue_90
    from bought
    group by customer_id
    having sum(orders) > 0
),

gaps as (
    select
        customer_id,
        days_between(
            lag(ordered_on) over (partition by customer_id order by ordered_on), ordered_on
        )                                                                             as gap_days,
        row_number() over (partition by customer_id order by ordered_on desc)         as place
    from bought
    where orders > 0
),

rhythm as (
    select
        customer_id,
        -- exact sums of whole numbers: a running deviation depends on the order of the rows
        sqrt(
            greatest(sum(gap_days * gap_days) - sum(gap_days) * sum(gap_days) / cast(count(*) as double), 0)
            / nullif(count(*) - 1, 0)
        )                                            as gap_deviation_days,
        max(gap_days)                                as longest_gap_days,
        max(case when place = 1 then gap_days end)   as last_gap_days
    from gaps
    group by customer_id
),

givebacks as (
    select
        customer_id,
        sum(case when kind = 'sale' then gross_amount else 0 end)    as gross_amount,
        sum(case when kind = 'sale' then discount_amount else 0 end) as discount_amount,
        sum(case when kind = 'return' then -amount else refunded_amount - unknown_amount end) as refunded_amount,
        sum(case when kind = 'return' and days_between(ordered_on, $as_of) <= 365 then 1 else 0 end) as returns_365,
        count(distinct case when kind = 'sale' then channel end)     as channels,
        avg(case when kind = 'sale' and items > 0 then items end)    as items_per_order,
        bool_or(is_wholesale and kind = 'sale')                      as is_wholesale
    from known
    where kind in ('sale', 'return')
    group by customer_id
),

service as (
    select
        customer_id,
        sum(case when days_between(opened_at, $as_of) <= 180 then 1 else 0 end)                  as tickets_180,
        sum(case when closed_at is null or cast(closed_at as date) >= $as_of then 1 else 0 end)  as open_tickets,
        sum(case when is_complaint and days_between(opened_at, $as_of) <= 180 then 1 else 0 end) as complaints_180,
        min(case when is_complaint then days_between(opened_at, $as_of) end)                     as days_since_complaint
    from core.tickets
    where customer_id is not null and cast(opened_at as date) < $as_of
    group by customer_id
),

contact as (
    select
        customer_id,
        sum(case when days_between(sent_at, $as_of) <= 90 then 1 else 0 end) as contacts_90,
        sum(case
            when days_between(sent_at, $as_of) <= 90 and cast(opened_at as date) < $as_of then 1 else 0
        end)                                                                 as opens_90,
        sum(case
            when days_between(sent_at, $as_of) <= 90 and cast(clicked_at as date) < $as_of then 1 else 0
        end)                                                                 as clicks_90,
        min(days_between(sent_at, $as_of))                                   as days_since_contact,
        sum(case when cast(unsubscribed_at as date) < $as_of then 1 else 0 end) as unsubscribes
    from core.campaign_members
    where customer_id is not null and not coalesce(is_control, false) and cast(sent_at as date) < $as_of
    group by customer_id
)
select
    days.customer_id,                                                           -- the customer
    cast($as_of as date) as as_of,                                              -- the day that the features look back from
    cast(days_between(last_on, $as_of) as integer) as recency_days,             -- days since the latest order
    cast(days_between(first_on, $as_of) as integer) as tenure_days,             -- days since the first order
    cast(orders as integer) as orders,                                          -- orders so far
    cast(purchase_days as integer) as purchase_days,                            -- days with an order so far
    cast(orders_30 as integer) as orders_30,                                    -- orders in the latest 30 days
    cast(orders_90 as integer) as orders_90,                                    -- orders in the latest 90 days
    cast(orders_180 as integer) as orders_180,                                  -- orders in the latest 180 days
    cast(orders_365 as integer) as orders_365,                                  -- orders in the latest 365 days
    cast(revenue as double) as revenue_total,                                   -- spend so far, net
    cast(revenue_365 as double) as revenue_365,                                 -- spend in the latest 365 days, net
    cast(revenue_90 as double) as revenue_90,                                   -- spend in the latest 90 days, net
    cast(days_between(first_on, last_on) as double) / nullif(purchase_days - 1, 0) as mean_gap_days, -- usual days between orders
    cast(days_between(last_on, $as_of) as double) * (purchase_days - 1)
    / nullif(days_between(first_on, last_on), 0) as gap_ratio,                  -- silence in units of the usual gap
    cast(gap_deviation_days as double) as gap_deviation_days,                   -- how much the days between orders vary
    cast(longest_gap_days as integer) as longest_gap_days,                      -- longest days between two orders
    cast(last_gap_days as integer) as last_gap_days,                            -- days between the last two orders
    cast(revenue as double) / orders as average_order,                          -- net spend per order
    case
        when revenue > first_amount and purchase_days > 1
            then cast(revenue - first_amount as double) / (purchase_days - 1)
    end as monetary_value,                                                      -- net spend per purchase day after the first
    coalesce(cast(refunded_amount as double) / nullif(gross_amount, 0), 0) as refund_rate, -- share of spend that came back
    coalesce(cast(discount_amount as double) / nullif(gross_amount, 0), 0) as discount_rate, -- share of spend given as discount
    cast(coalesce(returns_365, 0) as integer) as returns_365,                   -- returns in the latest 365 days
    cast(coalesce(channels, 0) as integer) as channels,                         -- channels bought through
    cast(items_per_order as double) as items_per_order,                         -- line items per order, where told
    cast(coalesce(open_tickets, 0) as integer) as open_tickets,                 -- tickets not closed by then
    cast(coalesce(tickets_180, 0) as integer) as tickets_180,                   -- service tickets in the latest 180 days
    cast(coalesce(complaints_180, 0) as integer) as complaints_180,             -- complaints in the latest 180 days
    cast(days_since_complaint as integer) as days_since_complaint,              -- days since the latest complaint
    cast(coalesce(contacts_90, 0) as integer) as contacts_90,                   -- campaign contacts in the latest 90 days
    cast(coalesce(opens_90, 0) as integer) as opens_90,                         -- of those, opened
    cast(coalesce(clicks_90, 0) as integer) as clicks_90,                       -- of those, clicked
    cast(days_since_contact as integer) as days_since_contact,                  -- days since the latest campaign contact
    cast(coalesce(unsubscribes, 0) as integer) as unsubscribes,                 -- times they unsubscribed
    coalesce(is_wholesale, false) as is_wholesale                               -- whether an order of theirs is wholesale
from days
left join rhythm on rhythm.customer_id = days.customer_id
left join givebacks on givebacks.customer_id = days.customer_id
left join service on service.customer_id = days.customer_id
left join contact on contact.customer_id = days.customer_id
