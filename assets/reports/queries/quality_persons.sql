-- How many of those who keep records are below nine in ten in each dimension, and the money behind it.
select dimension, count(*) as persons, count(case when score < 0.9 then 1 end) as below,
    cast(sum(case when score < 0.9 then money else 0 end) as double) as money
from mart.quality_trend
where scope = 'person'
group by dimension
order by dimension
