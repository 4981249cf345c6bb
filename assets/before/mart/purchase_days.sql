-- Purchase days as they were known at the beginning of the day.
select * from mart.purchase_days where ordered_on < $as_of
