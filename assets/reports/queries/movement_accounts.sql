-- What each segment gained and lost since the snapshot before, by cause.
select segment, cause, customers
from mart.movement_accounts
order by segment, step
