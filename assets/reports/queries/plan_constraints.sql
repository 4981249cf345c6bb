-- What limits the plan.
select name, kind, channel, capacity, used, shadow_price, is_binding
from mart.plan_constraints
order by kind, name
