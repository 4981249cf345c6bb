-- Everybody whom the next campaign is meant for, and what rules a person out whatever the offer.
with campaign as (
    select distinct campaign, holdout_rate, trust, segments
    from mart.campaign_offers
),

targeted as (
    select distinct members.customer_id
    from mart.segment_members as members
    inner join campaign on position('|' || members.segment || '|' in campaign.segments) > 0
),

-- Exact decimals, so that the mean does not depend on the order of the rows.
spends as (
    select customer_id, cast(predicted_spend_per_order as decimal(18, 4)) as spend
    from mart.lifetime_value
    where predicted_spend_per_order > 0
),

typical as (
    select portrait.stage, cast(sum(spends.spend) as double) / count(*) as spend
    from mart.portrait as portrait
    inner join spends on spends.customer_id = portrait.customer_id
    where not portrait.is_wholesale
    group by portrait.stage
),

drawn as (
    select
        portrait.customer_id, portrait.stage, portrait.email, portrait.phone,
        portrait.consent_email, portrait.consent_sms, portrait.consent_phone,
        hash_share(portrait.customer_id || '/' || campaign.campaign || '/' || cast($seed as varchar)) as lot,
        campaign.holdout_rate,
        case
            when portrait.is_wholesale then 'test or wholesale'
            when portrait.is_holdout then 'holdout'
            when portrait.contacts_recent >= $fatigue_contacts then 'fatigue'
        end                                                                                         as reason,
        1 + campaign.trust * coalesce(cast(spends.spend as double) / typical.spend - 1, 0)          as worth
    from mart.portrait as portrait
    cross join campaign
    left join targeted on targeted.customer_id = portrait.customer_id
    left join spends on spends.customer_id = portrait.customer_id
    left join typical on typical.stage = portrait.stage
    where campaign.segments = '' or targeted.customer_id is not null
)
select
    row_number() over (order by lot, customer_id)              as customer_number, -- place in the draw, from 1
    customer_id,                                               -- the customer
    stage,                                                     -- prospect, first_order, repeat or regular
    lot < holdout_rate                                         as is_held_out, -- drawn into this campaign's control group
    reason,                                                    -- why no offer may reach them, null where one may
    email is not null                                          as has_email, -- can be written to
    phone is not null                                          as has_phone, -- can be called or sent a message
    coalesce(consent_email, false)                             as allows_email, -- agreed to e-mails; unknown is no
    coalesce(consent_sms, false)                               as allows_sms, -- agreed to messages; unknown is no
    coalesce(consent_phone, false)                             as allows_phone, -- agreed to calls; unknown is no
    worth                                                      -- expected spend per order over that of the stage, as far as it is trusted
from drawn
