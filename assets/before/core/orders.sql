-- Orders as they were known at the beginning of the day.
select * from core.orders where ordered_on < $as_of
