-- Orders as exported, one row each; only the newest delivery of an order is current.
with replaced as (
    select supersedes as file_id from raw.exports where supersedes is not null
),

repeated as (
    select
        delivered.system, delivered.order_id,
        max(exports.arrival * 10000000000 + delivered.line) as newest
    from lake.orders as delivered
    inner join raw.exports as exports on exports.file_id = delivered.file_id
    where delivered.file_id not in (select file_id from replaced)
    group by delivered.system, delivered.order_id
    having count(*) > 1
)
select
    orders.*,
    exports.arrival,                                       -- the place of its file among all files ever seen
    replaced.file_id is null
        and coalesce(repeated.newest = exports.arrival * 10000000000 + orders.line, true)
        as is_current,                                     -- false where the record was delivered again, or its file replaced
    text_key(orders.system, orders.customer_ref, orders.email, orders.phone, orders.customer_name)
        as person_key                                      -- the person as this row knows them
from lake.orders as orders
inner join raw.exports as exports on exports.file_id = orders.file_id
left join replaced on replaced.file_id = orders.file_id
left join repeated on repeated.system = orders.system and repeated.order_id = orders.order_id
