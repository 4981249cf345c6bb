-- What became of each file's accepted rows.
select
    'each' as object,                                                           -- the table the rows are in
    each.file_id,                                                               -- the file
    cast(sum(case when each.is_current then 1 else 0 end) as bigint) as loaded, -- current rows
    cast(sum(case when each.is_current then 0 else 1 end) as bigint)
        as duplicate                                                            -- delivered again, replaced or deleted
from raw.each as each
group by each.file_id
