-- Rows set aside, each with its file, its line, its text as written and a reason to act on.
select
    quarantine.file_id,     -- the file
    exports.file,           -- its name
    exports.system,         -- the system it came from
    quarantine.line,        -- the physical line at which the record begins; in a sheet, the row
    quarantine.raw_text,    -- the record as written
    quarantine.reason_code, -- the kind of fault
    quarantine.reason       -- what is wrong and what to do
from lake.quarantine as quarantine
inner join raw.exports as exports on exports.file_id = quarantine.file_id
where exports.status = 'loaded'
