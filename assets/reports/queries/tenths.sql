-- Customers in tenths by what they are expected to bring, the most valuable first.
with ranked as (
    select
        cast(predicted_clv_365 as decimal(18, 2)) as expected_value,
        ntile(10) over (order by predicted_clv_365 desc, customer_id) as tenth
    from mart.portrait
    where predicted_clv_365 is not null
)
select
    tenth,
    count(*) as customers,
    sum(expected_value) as expected_value,
    min(expected_value) as least,
    max(expected_value) as most
from ranked
group by tenth
order by tenth
