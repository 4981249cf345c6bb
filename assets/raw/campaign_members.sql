-- Campaign members as exported; only the newest delivery of a member is current.
select
    campaign_members.*,
    exports.arrival,    -- the place of its file among all files ever seen
    not exports.is_superseded and coalesce(repeats.newest = exports.edition * 10000000000 + campaign_members.line, true)
        as is_current,  -- false where it was delivered again, or its file replaced
    text_key(
        campaign_members.system, campaign_members.customer_ref, campaign_members.email, campaign_members.phone, null
    ) as person_key     -- the person as this row knows them
from lake.campaign_members as campaign_members
inner join raw.exports as exports on exports.file_id = campaign_members.file_id
left join raw.repeats as repeats
    on repeats.object = 'campaign_members'
    and repeats.system = campaign_members.system
    and repeats.record_key = text_key(
        campaign_members.campaign_id, campaign_members.channel, campaign_members.customer_ref, campaign_members.email,
        campaign_members.phone
    )
