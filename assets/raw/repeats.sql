-- Records that came more than once, in several files or lines, and the place of the newest of each.
select
    'customers' as object,  -- the table the record is in
    customers.system,       -- the system it came from
    customers.record_id as record_key, -- its number there
    max_by(
        exports.edition * 10000000000 + customers.line,
        (
            coalesce(customers.modified_at, cast(exports.through_on as timestamp), timestamp '1900-01-01'),
            exports.edition * 10000000000 + customers.line
        )
    ) as newest             -- edition and line of the newest; of order lines, edition
from lake.customers as customers
inner join raw.exports as exports on exports.file_id = customers.file_id
where not exports.is_superseded
group by customers.system, customers.record_id
having count(*) > 1
union all
select 'orders' as object, orders.system, orders.order_id as record_key,
    max(exports.edition * 10000000000 + orders.line) as newest
from lake.orders as orders
inner join raw.exports as exports on exports.file_id = orders.file_id
where not exports.is_superseded
group by orders.system, orders.order_id
having count(*) > 1
union all
select 'order_lines' as object, order_lines.system, order_lines.order_id as record_key, max(exports.edition) as newest
from lake.order_lines as order_lines
inner join raw.exports as exports on exports.file_id = order_lines.file_id
where not exports.is_superseded
group by order_lines.system, order_lines.order_id
having min(exports.edition) <> max(exports.edition)
union all
select 'tickets' as object, tickets.system, tickets.ticket_id as record_key,
    max(exports.edition * 10000000000 + tickets.line) as newest
from lake.tickets as tickets
inner join raw.exports as exports on exports.file_id = tickets.file_id
where not exports.is_superseded
group by tickets.system, tickets.ticket_id
having count(*) > 1
union all
select 'campaign_members' as object, members.system,
    text_key(members.campaign_id, members.channel, members.customer_ref, members.email, members.phone) as record_key,
    max(exports.edition * 10000000000 + members.line) as newest
from lake.campaign_members as members
inner join raw.exports as exports on exports.file_id = members.file_id
where not exports.is_superseded
group by members.system,
    text_key(members.campaign_id, members.channel, members.customer_ref, members.email, members.phone)
having count(*) > 1
