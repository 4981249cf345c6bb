-- Records that came more than once, in several files or lines, and the place of the newest of each.
select
    'each' as object,         -- the table the record is in
    each.system,              -- the system it came from
    each.record_key as record_key, -- its number there, or a hash of what identifies it
    each.newest as newest     -- edition and line of the newest; edition alone where a key has several rows
from lake.each as each
inner join raw.exports as exports on exports.file_id = each.file_id
where not exports.is_superseded and each.record_key is not null
group by each.system, each.record_key
having count(*) > 1 and min(each.place) <> max(each.place)
