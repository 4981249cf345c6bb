-- Tickets as exported; only the newest delivery of a ticket is current.
with replaced as (
    select supersedes as file_id from raw.exports where supersedes is not null
),

repeated as (
    select
        delivered.system, delivered.ticket_id,
        max(exports.arrival * 10000000000 + delivered.line) as newest
    from lake.tickets as delivered
    inner join raw.exports as exports on exports.file_id = delivered.file_id
    where delivered.file_id not in (select file_id from replaced)
    group by delivered.system, delivered.ticket_id
    having count(*) > 1
)
select
    tickets.*,
    exports.arrival,                                       -- the place of its file among all files ever seen
    replaced.file_id is null
        and coalesce(repeated.newest = exports.arrival * 10000000000 + tickets.line, true)
        as is_current,                                     -- false where the record was delivered again, or its file replaced
    text_key(tickets.system, tickets.customer_ref, tickets.email, tickets.phone, tickets.customer_name)
        as person_key                                      -- the person as this row knows them
from lake.tickets as tickets
inner join raw.exports as exports on exports.file_id = tickets.file_id
left join replaced on replaced.file_id = tickets.file_id
left join repeated on repeated.system = tickets.system and repeated.ticket_id = tickets.ticket_id
