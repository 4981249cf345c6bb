-- What each customer allows on each channel and for which purpose, by the newest statement; a refusal wins a tie, silence is no consent.
with statements as (
    select person_key, 'email' as channel, 'marketing' as purpose, email_consent as is_granted,
        coalesce(modified_at, created_at) as stated_at, object as evidence
    from core.people where email_consent is not null
    union all
    select person_key, 'sms' as channel, 'marketing' as purpose, sms_consent as is_granted,
        coalesce(modified_at, created_at) as stated_at, object as evidence
    from core.people where sms_consent is not null
    union all
    select person_key, 'phone' as channel, 'marketing' as purpose, phone_consent as is_granted,
        coalesce(modified_at, created_at) as stated_at, object as evidence
    from core.people where phone_consent is not null
    union all
    select person_key, channel, 'marketing' as purpose, false as is_granted, unsubscribed_at as stated_at,
        'unsubscribed' as evidence
    from raw.campaign_members where is_current and unsubscribed_at is not null
    union all
    select person_key, 'email' as channel, 'marketing' as purpose, email_consent as is_granted, ordered_at as stated_at,
        'order' as evidence
    from raw.order_lines where is_current and email_consent is not null
    union all
    select person_key, 'email' as channel, 'marketing' as purpose, email_consent as is_granted, ordered_at as stated_at,
        'order' as evidence
    from raw.orders where is_current and email_consent is not null
    union all
    select
        person_key, channel, lower(coalesce(purpose, 'marketing')) as purpose, is_granted, stated_at, coalesce(evidence, 'consent record') as evidence
    from raw.consents where is_current
),

meant as (
    select
        statements.person_key, statements.purpose, statements.is_granted, statements.stated_at, statements.evidence,
        -- each messenger has a permission of its own
        case when channels.channel = 'chat' then channels.words else coalesce(channels.channel, statements.channel) end as channel
    from statements
    left join core.channels as channels on channels.words = lower(trim(statements.channel))
),

ranked as (
    select
        identities.customer_id,
        statements.channel,
        statements.purpose,
        statements.is_granted,
        statements.evidence,
        statements.stated_at,
        row_number() over (
            partition by identities.customer_id, statements.channel, statements.purpose
            -- what a box at the checkout says counts only where nothing else was said
            order by statements.evidence = 'order', coalesce(statements.stated_at, timestamp '1900-01-01') desc, statements.is_granted, statements.evidence, statements.person_key
        ) as position
    from meant as statements
    inner join core.identities as identities on identities.person_key = statements.person_key
)
select
    customer_id, -- the customer
    channel,     -- email, sms, phone …
    purpose,     -- marketing, service …
    is_granted,  -- whether they may be contacted there for that
    evidence,    -- where this was said: the kind of record, order, unsubscribed, or the record's own words
    stated_at    -- when this was said
from ranked
where position = 1
