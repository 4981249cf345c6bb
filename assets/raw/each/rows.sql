-- Each row with its place and its person; only the newest delivery of a record is current.
select
    each.* replace (case when exports.unknown_columns > 0 then each.extra end as extra), -- the lake keeps all of them
    exports.arrival,    -- the place of its file among all files ever seen
    not exports.is_superseded and not coalesce(each.is_deleted, false) and coalesce(repeats.newest = each.place, true)
        as is_current,  -- false where it was delivered again, its file replaced, or the record deleted where it came from
    case when coalesce(each.reference, each.email, each.phone, each.person_name) is not null then text_key(
        each.system, each.reference, each.email, each.phone, each.person_name
    ) end as person_key -- the person as this row knows them, blank where it names nobody
from lake.each as each
inner join raw.exports as exports on exports.file_id = each.file_id
left join raw.repeats as repeats
    on repeats.object = 'each' and repeats.system = each.system and repeats.record_key = each.record_key
