-- Whether the two views of churn agree: the silence of the customer, and what was learned from others.
select
    churn_risk,
    count(*) as customers,
    sum(case when views_agree then 1 else 0 end) as agree,
    sum(case when views_agree then 0 when views_agree is null then 0 else 1 end) as differ,
    avg(silence_probability) as silence,
    avg(boosted_probability) as boosted
from mart.churn
where silence_probability is not null and boosted_probability is not null
group by churn_risk
order by churn_risk
