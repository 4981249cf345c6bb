-- Tickets as exported; only the newest delivery of a ticket is current.
select
    tickets.*,
    exports.arrival,    -- the place of its file among all files ever seen
    not exports.is_superseded and coalesce(repeats.newest = exports.edition * 10000000000 + tickets.line, true)
        as is_current,  -- false where it was delivered again, or its file replaced
    text_key(
        tickets.system, tickets.customer_ref, tickets.email, tickets.phone, tickets.customer_name
    ) as person_key     -- the person as this row knows them
from lake.tickets as tickets
inner join raw.exports as exports on exports.file_id = tickets.file_id
left join raw.repeats as repeats
    on repeats.object = 'tickets'
    and repeats.system = tickets.system
    and repeats.record_key = tickets.ticket_id
