-- The newest order of this night.
select max(ordered_on) as newest_on
from core.orders
where kind = 'sale'
