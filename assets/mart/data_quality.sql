-- The books of every file and system: what was loaded, what was not, and the commonest reason.
with reasons as (
    select
        files.system,
        quarantine.file_id,
        quarantine.reason_code,
        count(*) as records
    from raw.quarantine as quarantine
    inner join raw.files as files on files.file_id = quarantine.file_id
    group by files.system, quarantine.file_id, quarantine.reason_code
),

top_of_file as (
    select file_id, reason_code,
        row_number() over (partition by file_id order by records desc, reason_code) as position
    from reasons
),

by_system as (
    select system, reason_code,
        row_number() over (partition by system order by sum(records) desc, reason_code) as position
    from reasons
    group by system, reason_code
)
select
    'file' as scope,                                 -- file or system
    files.file as name,                              -- which
    files.records,                                   -- records seen
    files.loaded,                                    -- loaded
    files.quarantined,                               -- set aside with a reason
    files.duplicate,                                 -- delivered again elsewhere
    files.blank,                                     -- without content
    1.0 * files.loaded / nullif(files.loaded + files.quarantined, 0) as share_usable, -- loaded, of loaded and quarantined
    top_of_file.reason_code as top_reason            -- the commonest reason
from raw.files as files
left join top_of_file on top_of_file.file_id = files.file_id and top_of_file.position = 1
union all
select
    'system' as scope, files.system as name, sum(files.records) as records, sum(files.loaded) as loaded,
    sum(files.quarantined) as quarantined, sum(files.duplicate) as duplicate, sum(files.blank) as blank,
    1.0 * sum(files.loaded) / nullif(sum(files.loaded) + sum(files.quarantined), 0) as share_usable,
    min(by_system.reason_code) as top_reason
from raw.files as files
left join by_system on by_system.system = files.system and by_system.position = 1
where files.system is not null
group by files.system
