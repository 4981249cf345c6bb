-- Each past campaign by stage and arm of the draw: its customers, and what they bought within 30 days of the send.
with members as (
    select
        members.campaign_id,
        coalesce(members.campaign_name, members.campaign_id) as campaign_name,
        members.offer, members.channel, members.customer_id,
        coalesce(members.is_control, false)                  as is_control,
        cast(members.sent_at as date)                        as sent_on
    from core.campaign_members as members
    left join mart.purchase_history as history on history.customer_id = members.customer_id
    where members.customer_id is not null and not coalesce(history.is_wholesale, false)
),

sends as (
    select
        campaign_id, offer, channel,
        max(campaign_name) as campaign_name,
        min(sent_on)       as first_sent_on
    from members
    where not is_control
    group by campaign_id, offer, channel
),

-- A log may give those held back neither offer nor date: they then stand against every offer of their campaign.
drawn as (
    select
        sends.campaign_id, sends.campaign_name,
        coalesce(sends.offer, 'unnamed')                 as offer,
        coalesce(sends.channel, 'unknown')               as channel,
        members.customer_id, members.is_control,
        coalesce(members.sent_on, sends.first_sent_on)   as sent_on
    from sends
    inner join members
        on sends.campaign_id = members.campaign_id
        and (sends.offer is not distinct from members.offer or (members.is_control and members.offer is null))
        and (sends.channel is not distinct from members.channel or (members.is_control and members.channel is null))
),

mature as (
    select *
    from drawn
    where days_between(sent_on, $as_of) > 30
),

outcomes as (
    select
        mature.campaign_id, mature.campaign_name, mature.offer, mature.channel, mature.is_control, mature.customer_id,
        sum(case when days.orders > 0 and days.ordered_on < mature.sent_on then 1 else 0 end) as days_before,
        max(
            case when days.orders > 0 and days_between(mature.sent_on, days.ordered_on) between 0 and 30 then 1 else 0 end
        )                                                                                     as responded,
        cast(sum(
            case when days_between(mature.sent_on, days.ordered_on) between 0 and 30 then days.amount else 0 end
        ) as decimal(18, 2))                                                                  as revenue
    from mature
    left join mart.purchase_days as days on days.customer_id = mature.customer_id
    group by
        mature.campaign_id, mature.campaign_name, mature.offer, mature.channel, mature.is_control, mature.customer_id
),

staged as (
    select
        campaign_id, campaign_name, offer, channel, is_control, responded, revenue,
        buying_stage(days_before) as stage
    from outcomes
    union all
    select campaign_id, campaign_name, offer, channel, is_control, responded, revenue, 'all' as stage
    from outcomes
)
select
    campaign_id,                                -- the campaign, as its log numbers it
    campaign_name,                              -- its name
    offer,                                      -- what was offered
    channel,                                    -- how it was sent
    stage,                                      -- purchase days before the send: prospect 0, first_order 1, repeat 2-3, regular 4 and more; or all
    is_control,                                 -- whether these are the customers held back at random
    count(*)                as customers,       -- customers whom the draw put here
    sum(responded)          as responders,      -- those of them who bought within 30 days of the send
    sum(revenue)            as revenue,         -- what they spent in those days, net of returns
    sum(revenue * revenue)  as revenue_squares  -- sum of the squares of what each customer spent
from staged
group by campaign_id, campaign_name, offer, channel, stage, is_control
