-- Customer records as exported; only the newest delivery of a record is current.
select
    customers.*,
    exports.arrival,    -- the place of its file among all files ever seen
    not exports.is_superseded and coalesce(repeats.newest = exports.edition * 10000000000 + customers.line, true)
        as is_current,  -- false where it was delivered again, or its file replaced
    text_key(
        customers.system, customers.record_id, customers.email, customers.phone, customers.name
    ) as person_key     -- the person as this row knows them
from lake.customers as customers
inner join raw.exports as exports on exports.file_id = customers.file_id
left join raw.repeats as repeats
    on repeats.object = 'customers'
    and repeats.system = customers.system
    and repeats.record_key = customers.record_id
