-- What the eleven segments are called.
select segment, min(name_en) as name_en, min(name_zh) as name_zh
from mart.scheme_cells
where scheme = 'eleven'
group by segment
order by segment
