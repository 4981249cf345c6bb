-- One row per service ticket, with its customer where one is known.
select
    tickets.system || '|' || tickets.ticket_id as ticket_id, -- system and the ticket's own number
    identities.customer_id,                                  -- the customer
    tickets.opened_at,                                       -- when it was opened
    tickets.closed_at,                                       -- when it was closed
    tickets.channel,                                         -- phone, email, chat …
    tickets.kind,                                            -- what it is about
    regexp_matches(lower(coalesce(tickets.kind, '')), 'complain|投诉|抱怨') as is_complaint, -- whether it is a complaint
    tickets.satisfaction,                                    -- 1 to 5, as the customer said
    tickets.status,                                          -- open or closed, as exported
    tickets.subject,                                         -- subject as written
    tickets.body                                             -- text as written
from raw.tickets as tickets
left join core.identities as identities on identities.person_key = tickets.person_key
where tickets.is_current
