-- Tickets as they were known at the beginning of the day: how and when one ended came later.
select
    ticket_id,
    customer_id,
    opened_at,
    case when cast(closed_at as date) < $as_of then closed_at end    as closed_at,
    channel,
    kind,
    is_complaint,
    case when cast(closed_at as date) < $as_of then satisfaction end as satisfaction,
    case when cast(closed_at as date) < $as_of then status end       as status,
    subject,
    body
from core.tickets
where cast(opened_at as date) < $as_of
