-- The named rules that set orders apart as tests, wholesale or without a rate, with how many and how much each caught.
with caught as (
    select system, 'test: ' || test_rule as rule, ordered_on, amount from core.orders where test_rule is not null
    union all
    select system, 'wholesale: ' || wholesale_rule as rule, ordered_on, amount from core.orders where wholesale_rule is not null
    union all
    select system, 'currency without a rate: ' || currency as rule, ordered_on, amount from core.orders
    where kind = 'unconverted'
)
select
    system,                                          -- the system the orders came from
    rule,                                            -- what set them apart
    count(*) as orders,                              -- how many
    cast(sum(amount) as decimal(18, 2)) as amount,   -- how much, net; without a rate in their own currency
    min(ordered_on) as first_on,                     -- the first of them
    max(ordered_on) as last_on                       -- the last of them
from caught
group by system, rule
