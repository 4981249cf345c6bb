-- What each customer allows on each channel, by the newest statement; a refusal wins a tie, silence is no consent.
with statements as (
    select person_key, 'email' as channel, email_consent as is_granted, coalesce(modified_at, created_at) as stated_at, 'export' as evidence
    from raw.customers where is_current and email_consent is not null
    union all
    select person_key, 'sms' as channel, sms_consent as is_granted, coalesce(modified_at, created_at) as stated_at, 'export' as evidence
    from raw.customers where is_current and sms_consent is not null
    union all
    select person_key, 'phone' as channel, phone_consent as is_granted, coalesce(modified_at, created_at) as stated_at, 'export' as evidence
    from raw.customers where is_current and phone_consent is not null
    union all
    select person_key, channel, false as is_granted, unsubscribed_at as stated_at, 'unsubscribed' as evidence
    from raw.campaign_members where is_current and unsubscribed_at is not null
),

ranked as (
    select
        identities.customer_id,
        statements.channel,
        statements.is_granted,
        statements.evidence,
        statements.stated_at,
        row_number() over (
            partition by identities.customer_id, statements.channel
            order by coalesce(statements.stated_at, timestamp '1900-01-01') desc, statements.is_granted, statements.evidence, statements.person_key
        ) as position
    from statements
    inner join core.identities as identities on identities.person_key = statements.person_key
)
select
    customer_id, -- the customer
    channel,     -- email, sms or phone
    is_granted,  -- whether they may be contacted there
    evidence,    -- where this was said
    stated_at    -- when this was said
from ranked
where position = 1
