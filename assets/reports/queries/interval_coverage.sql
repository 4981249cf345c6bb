-- How many outcomes lay inside the 80 % intervals at each past test day.
select model, origin, level, inside, below, above, customers
from mart.interval_coverage
order by model, origin
