-- Orders as exported, one row each; only the newest delivery of an order is current.
select
    orders.*,
    exports.arrival,    -- the place of its file among all files ever seen
    not exports.is_superseded and coalesce(repeats.newest = exports.edition * 10000000000 + orders.line, true)
        as is_current,  -- false where it was delivered again, or its file replaced
    text_key(
        orders.system, orders.customer_ref, orders.email, orders.phone, orders.customer_name
    ) as person_key     -- the person as this row knows them
from lake.orders as orders
inner join raw.exports as exports on exports.file_id = orders.file_id
left join raw.repeats as repeats
    on repeats.object = 'orders'
    and repeats.system = orders.system
    and repeats.record_key = orders.order_id
