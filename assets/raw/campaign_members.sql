-- Campaign members as exported; only the newest delivery of a member is current.
with replaced as (
    select supersedes as file_id from raw.exports where supersedes is not null
),

placed as (
    select
        members.*,
        exports.arrival,
        exports.arrival * 10000000000 + members.line as place,
        replaced.file_id is not null as is_replaced,
        text_key(members.campaign_id, members.channel, members.customer_ref, members.email, members.phone) as member_key
    from lake.campaign_members as members
    inner join raw.exports as exports on exports.file_id = members.file_id
    left join replaced on replaced.file_id = members.file_id
),

repeated as (
    select system, member_key, max(place) as newest
    from placed
    where not is_replaced
    group by system, member_key
    having count(*) > 1
)
select
    placed.file_id, placed.line, placed.system, placed.campaign_id, placed.campaign_name, placed.channel, placed.offer,
    placed.customer_ref, placed.email, placed.phone, placed.is_control, placed.sent_at, placed.opened_at,
    placed.clicked_at, placed.unsubscribed_at, placed.cost, placed.extra,
    placed.arrival,                                        -- the place of its file among all files ever seen
    not placed.is_replaced and coalesce(repeated.newest = placed.place, true)
        as is_current,                                     -- false where the member was delivered again, or its file replaced
    text_key(placed.system, placed.customer_ref, placed.email, placed.phone, null)
        as person_key                                      -- the person as this row knows them
from placed
left join repeated on repeated.system = placed.system and repeated.member_key = placed.member_key
