-- What limits the plan: each limit, how much of it is used, and what one more unit would bring.
with used as (
    select channel, count(*) as contacts, sum(cost) as cost
    from mart.campaign_plan
    where not is_holdout
    group by channel
),

spent as (
    select sum(cost) as cost
    from used
)
select
    prices.name,                             -- budget, or the channel
    prices.kind,                             -- budget or channel
    prices.channel,                          -- the channel, null for the budget
    prices.capacity,                         -- money, or contacts; null where there is no limit
    cast(coalesce(case when prices.kind = 'budget' then spent.cost else used.contacts end, 0) as double) as used, -- of it, planned
    prices.shadow_price,                     -- what one more unit of it would bring
    prices.shadow_price > 0 as is_binding    -- whether more of it would bring more
from mart.plan_prices as prices
cross join spent
left join used on used.channel = prices.channel
