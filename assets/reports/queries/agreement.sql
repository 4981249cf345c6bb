-- Whether the two views of churn agree: the silence of the customer, and what was learned from others.
select
    churn_risk,
    count(*) as customers,
    sum(case when views_agree then 1 else 0 end) as agree,
    sum(case when views_agree then 0 when views_agree is null then 0 else 1 end) as differ,
    avg(cast(silence_probability as decimal(18, 9))) as silence,
    avg(cast(boosted_probability as decimal(18, 9))) as boosted
from mart.churn
where silence_probability is not null and boosted_probability is not null
group by churn_risk
order by churn_risk
