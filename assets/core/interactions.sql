-- The timeline: everything said and done between the company and a person, on every channel, in one form.
with said as (
    select
        system, 'interaction' as source, interaction_id as source_id, person_key, happened_at, kind, channel, direction,
        subject, outcome, owner
    from raw.interactions where is_current
    union all
    select
        system, 'ticket' as source, ticket_id as source_id, person_key, opened_at as happened_at, kind, channel,
        'inbound' as direction, subject, status as outcome, owner
    from raw.tickets where is_current
    union all
    select
        system, 'campaign' as source, campaign_id as source_id, person_key, sent_at as happened_at, 'campaign sent' as kind,
        channel, 'outbound' as direction, campaign_name as subject, status as outcome, null as owner
    from raw.campaign_members where is_current and sent_at is not null and not coalesce(is_control, false)
    union all
    select
        system, 'campaign' as source, campaign_id as source_id, person_key, clicked_at as happened_at,
        'campaign clicked' as kind, channel, 'inbound' as direction, campaign_name as subject, null as outcome, null as owner
    from raw.campaign_members where is_current and clicked_at is not null
),

worded as (
    select *, lower(trim(case when source = 'campaign' then channel else concat_ws(' ', channel, kind) end)) as words from said
)
select
    worded.system,                                -- the system it came from
    worded.source,                                -- interaction, ticket or campaign
    worded.system || '|' || worded.source_id as source_id, -- its number there
    identities.customer_id,                       -- the person
    worded.happened_at,                           -- when
    cast(worded.happened_at as date) as happened_on, -- the day
    case when channels.is_known then channels.channel else 'other' end as channel, -- phone, email, sms, wechat, chat, visit, exhibition, social, referral, marketplace, app, web, shop or other
    worded.kind,                                  -- what it was, as exported
    case
        when regexp_matches(lower(worded.direction), '^in|呼入|来') then 'inbound'
        when regexp_matches(lower(worded.direction), '^out|呼出|去') then 'outbound'
    end as direction,                             -- inbound or outbound, where that is known
    worded.subject,                               -- subject as written
    worded.outcome,                               -- result as exported
    worded.owner                                  -- who of the company took part
from worded
inner join core.identities as identities on identities.person_key = worded.person_key
left join core.channels as channels on channels.words = worded.words
