-- The plan by offer and segment.
select
    plan.offer,
    plan.channel,
    coalesce(portrait.eleven, 'none') as segment,
    sum(case when plan.is_holdout then 0 else 1 end) as contacted,
    sum(case when plan.is_holdout then 1 else 0 end) as held_out,
    sum(case when plan.is_holdout then 0 else cast(plan.cost as decimal(18, 4)) end) as cost,
    sum(case when plan.is_holdout then 0 else cast(plan.expected_value as decimal(18, 4)) end) as expected_value,
    sum(case when plan.is_holdout then 0 else cast(plan.expected_value_lower as decimal(18, 4)) end)
        as expected_value_lower
from mart.campaign_plan as plan
left join mart.portrait as portrait on portrait.customer_id = plan.customer_id
group by plan.offer, plan.channel, coalesce(portrait.eleven, 'none')
order by contacted desc, plan.offer, plan.channel, segment
