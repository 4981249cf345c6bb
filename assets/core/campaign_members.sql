-- One row per campaign and customer: who was contacted, who was held back, and what they did.
select
    members.campaign_id,                                   -- the campaign
    min(members.campaign_name)    as campaign_name,        -- its name
    min(members.channel)          as channel,              -- the channel it went out on
    min(members.offer)            as offer,                -- what was offered
    identities.customer_id,                                -- the customer
    bool_and(members.is_control)  as is_control,           -- held back by chance; contacted once is contacted
    min(members.sent_at)          as sent_at,              -- when it was sent, or would have been
    min(members.opened_at)        as opened_at,            -- when it was first opened
    min(members.clicked_at)       as clicked_at,           -- when it was first clicked
    min(members.unsubscribed_at)  as unsubscribed_at,      -- when they refused further ones
    sum(members.cost)             as cost                  -- what the contact cost
from raw.campaign_members as members
inner join core.identities as identities on identities.person_key = members.person_key
where members.is_current
group by members.campaign_id, identities.customer_id
