-- What there is for models to learn from, now and ninety days before.
with days as (
    select 0 as back
    union all
    select 90 as back
),

bought as (
    select
        days.back, purchase_days.customer_id,
        count(*)                                                            as days_bought,
        max(days_between(purchase_days.ordered_on, $as_of)) - min(days.back) as history_days,
        min(days_between(purchase_days.ordered_on, $as_of)) - min(days.back) as silent_days
    from days
    inner join mart.purchase_days as purchase_days
        on purchase_days.orders > 0 and days_between(purchase_days.ordered_on, $as_of) > days.back
    group by days.back, purchase_days.customer_id
),

buyers as (
    select
        back,
        count(*)                                                 as buyers,
        count(*) filter (where days_bought > 1)                  as repeaters,
        count(*) filter (where silent_days > windows.window_days) as leavers,
        max(bought.history_days)                                      as history_days
    from bought
    cross join mart.churn_window as windows
    group by back
),

contacted as (
    select
        days.back,
        count(case when not members.is_control and tested.campaign_id is not null then 1 end) as treated,
        count(case when members.is_control then 1 end)                                        as controls
    from days
    inner join core.campaign_members as members on days_between(members.sent_at, $as_of) > days.back
    left join (select campaign_id from core.campaign_members where is_control group by campaign_id) as tested
        on tested.campaign_id = members.campaign_id
    group by days.back
),

complained as (
    select days.back, count(*) as complaints
    from days
    inner join core.tickets as tickets on tickets.is_complaint and days_between(tickets.opened_at, $as_of) > days.back
    group by days.back
),

signed as (
    select days.back, count(*) as contracts
    from days
    inner join core.contracts as contracts on days_between(contracts.started_on, $as_of) > days.back
    group by days.back
),

found as (
    select back, 'buyers' as fact, buyers as size from buyers
    union all
    select back, 'repeaters', repeaters from buyers
    union all
    select back, 'leavers', leavers from buyers
    union all
    select back, 'history_days', history_days from buyers
    union all
    select back, 'treated', treated from contacted
    union all
    select back, 'controls', controls from contacted
    union all
    select back, 'complaints', complaints from complained
    union all
    select back, 'contracts', contracts from signed
    union all
    select days.back, 'consents', count(distinct case when consents.is_granted then consents.customer_id end)
    from core.consents as consents cross join days group by days.back
),

named as (
    select unnest([
        'buyers', 'repeaters', 'leavers', 'history_days', 'treated', 'controls', 'complaints', 'contracts', 'consents'
    ]) as fact
)
select
    named.fact,                                                                       -- what is counted
    cast(coalesce(max(case when found.back = 0 then found.size end), 0) as double) as has,     -- how much there is
    cast(coalesce(max(case when found.back = 90 then found.size end), 0) as double) as before  -- how much there was ninety days before
from named
left join found on found.fact = named.fact
group by named.fact
