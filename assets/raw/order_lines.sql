-- Order lines as exported; of an order that came in several files only the newest file's lines are current.
select
    order_lines.*,
    exports.arrival,    -- the place of its file among all files ever seen
    not exports.is_superseded and coalesce(repeats.newest = exports.edition, true)
        as is_current,  -- false where it was delivered again, or its file replaced
    text_key(
        order_lines.system, order_lines.customer_ref, order_lines.email, order_lines.phone, order_lines.customer_name
    ) as person_key     -- the person as this row knows them
from lake.order_lines as order_lines
inner join raw.exports as exports on exports.file_id = order_lines.file_id
left join raw.repeats as repeats
    on repeats.object = 'order_lines'
    and repeats.system = order_lines.system
    and repeats.record_key = order_lines.order_id
