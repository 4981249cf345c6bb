-- How many customers moved from which segment to which within thirty days, in every scheme.
with earlier as (
    select rfm.customer_id, cells.scheme, cells.segment
    from mart.rfm_earlier as rfm
    inner join mart.scheme_cells as cells
        on (cells.levels = 5 and cells.r = rfm.r and cells.f = rfm.f and cells.m = rfm.m)
        or (cells.levels = 3 and cells.r = rfm.r_third and cells.f = rfm.f_third and cells.m = rfm.m_third)
),

later as (
    select rfm.customer_id, cells.scheme, cells.segment
    from mart.rfm as rfm
    inner join mart.scheme_cells as cells
        on (cells.levels = 5 and cells.r = rfm.r and cells.f = rfm.f and cells.m = rfm.m)
        or (cells.levels = 3 and cells.r = rfm.r_third and cells.f = rfm.f_third and cells.m = rfm.m_third)
)
select
    later.scheme,                                           -- the scheme
    coalesce(earlier.segment, 'first order') as from_segment, -- where they were thirty days before
    later.segment as to_segment,                            -- where they are now
    count(*) as customers,                                  -- how many
    30 as days                                              -- days between the two
from later
left join earlier on earlier.customer_id = later.customer_id and earlier.scheme = later.scheme
group by later.scheme, coalesce(earlier.segment, 'first order'), later.segment
