-- Order lines as exported; of an order that came in several files only the newest file's lines are current.
with replaced as (
    select supersedes as file_id from raw.exports where supersedes is not null
),

repeated as (
    select delivered.system, delivered.order_id, max(exports.arrival) as newest
    from lake.order_lines as delivered
    inner join raw.exports as exports on exports.file_id = delivered.file_id
    where delivered.file_id not in (select file_id from replaced)
    group by delivered.system, delivered.order_id
    having min(exports.arrival) <> max(exports.arrival)
)
select
    order_lines.*,
    exports.arrival,                                       -- the place of its file among all files ever seen
    replaced.file_id is null and coalesce(repeated.newest = exports.arrival, true)
        as is_current,                                     -- false where the order was delivered again, or its file replaced
    text_key(
        order_lines.system, order_lines.customer_ref, order_lines.email, order_lines.phone, order_lines.customer_name
    ) as person_key                                        -- the person as this row knows them
from lake.order_lines as order_lines
inner join raw.exports as exports on exports.file_id = order_lines.file_id
left join replaced on replaced.file_id = order_lines.file_id
left join repeated on repeated.system = order_lines.system and repeated.order_id = order_lines.order_id
