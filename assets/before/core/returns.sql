-- Returns as they were known at the beginning of the day.
select * from core.returns where cast(returned_at as date) < $as_of
