-- How customers moved between the eleven segments.
select from_segment, to_segment, customers, days
from mart.segment_movement
where scheme = 'eleven'
order by days, customers desc, from_segment, to_segment
