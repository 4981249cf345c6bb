-- Line items as they were known at the beginning of the day.
select * from core.order_lines where cast(ordered_at as date) < $as_of
