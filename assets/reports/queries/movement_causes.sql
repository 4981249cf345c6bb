-- How often a customer changed their segment since the snapshot before, by cause.
select step, cause, count(*) as changes
from mart.movement_steps
group by step, cause
order by step
