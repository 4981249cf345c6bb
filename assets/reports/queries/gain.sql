-- How many leavers the customers of highest risk contain.
select model, origin, share, captured
from mart.gain
order by model, origin, share
