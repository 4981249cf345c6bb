-- The books of this run, one row per file in the inbox; a file that was known already counts as delivered again.
select
    inbox.file,                                          -- the name in the inbox
    inbox.file_id,                                       -- the content's SHA-256; blank where it could not be opened
    files.preset,                                        -- the preset that read it
    inbox.status,                                        -- loaded, held or refused
    inbox.message,                                       -- the question, the refusal or a note
    coalesce(files.records, 0) as records,               -- records in it
    case when inbox.is_new then files.loaded else 0 end as loaded,           -- current rows it brought
    case when inbox.is_new then files.quarantined else 0 end as quarantined, -- set aside with a reason
    case when inbox.is_new then files.duplicate else coalesce(files.records, 0) end
        as duplicate,                                    -- known already, delivered again, or replaced
    case when inbox.is_new then files.blank else 0 end as blank              -- lines without content
from raw.inbox as inbox
left join raw.files as files on files.file_id = inbox.file_id
