-- The books of every file: each record the reader met was loaded, set aside, delivered again elsewhere, or blank.
with set_aside as (
    select file_id, count(*) as quarantined from raw.quarantine group by file_id
)
select
    exports.file_id,                                                      -- the content's SHA-256
    exports.file,                                                         -- the name it first came under
    exports.system,                                                       -- the system it came from
    exports.preset,                                                       -- the preset that read it
    exports.object,                                                       -- the kind of record in it
    exports.status,                                                       -- loaded, held (a question is open) or refused
    exports.message,                                                      -- the question, the refusal or a note
    exports.records,                                                      -- records the reader met
    cast(coalesce(rows_of_files.loaded, 0) as bigint) as loaded,          -- current rows
    cast(coalesce(set_aside.quarantined, 0) as bigint) as quarantined,    -- set aside with a reason
    cast(coalesce(rows_of_files.duplicate, 0) as bigint) as duplicate,    -- delivered again later, replaced or deleted
    exports.blank                                                         -- lines without content
from raw.exports as exports
left join raw.loaded as rows_of_files on rows_of_files.file_id = exports.file_id
left join set_aside on set_aside.file_id = exports.file_id
