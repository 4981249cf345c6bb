-- Campaign contacts as they were known at the beginning of the day.
select
    campaign_id,
    campaign_name,
    channel,
    offer,
    customer_id,
    is_control,
    sent_at,
    case when cast(opened_at as date) < $as_of then opened_at end             as opened_at,
    case when cast(clicked_at as date) < $as_of then clicked_at end           as clicked_at,
    case when cast(unsubscribed_at as date) < $as_of then unsubscribed_at end as unsubscribed_at,
    cost
from core.campaign_members
where cast(sent_at as date) < $as_of
