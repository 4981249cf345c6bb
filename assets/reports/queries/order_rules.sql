-- Orders that named rules set apart.
select system, rule, orders, cast(amount as double) as amount, first_on, last_on
from core.order_rules
order by orders desc, system, rule
