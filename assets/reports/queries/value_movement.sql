-- What changed the value that customers are expected to bring, since the snapshot before.
select step, cause, amount
from mart.value_movement
order by step
