-- Customer records as exported; only the newest delivery of a record is current.
with replaced as (
    select supersedes as file_id from raw.exports where supersedes is not null
),

repeated as (
    select
        delivered.system, delivered.record_id,
        max(exports.arrival * 10000000000 + delivered.line) as newest
    from lake.customers as delivered
    inner join raw.exports as exports on exports.file_id = delivered.file_id
    where delivered.file_id not in (select file_id from replaced)
    group by delivered.system, delivered.record_id
    having count(*) > 1
)
select
    customers.*,
    exports.arrival,                                       -- the place of its file among all files ever seen
    replaced.file_id is null
        and coalesce(repeated.newest = exports.arrival * 10000000000 + customers.line, true)
        as is_current,                                     -- false where the record was delivered again, or its file replaced
    text_key(customers.system, customers.record_id, customers.email, customers.phone, customers.name)
        as person_key                                      -- the person as this row knows them
from lake.customers as customers
inner join raw.exports as exports on exports.file_id = customers.file_id
left join replaced on replaced.file_id = customers.file_id
left join repeated on repeated.system = customers.system and repeated.record_id = customers.record_id
