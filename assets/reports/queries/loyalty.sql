-- Customers and money by loyalty grade.
select
    loyalty_grade,
    count(*) as customers,
    sum(cast(orders as bigint)) as orders,
    sum(cast(revenue as decimal(18, 2))) as revenue,
    sum(cast(predicted_clv_365 as decimal(18, 2))) as expected_value,
    avg(cast(p_alive as decimal(18, 6))) as p_alive
from mart.portrait
where loyalty_grade is not null
group by loyalty_grade
order by loyalty_grade
