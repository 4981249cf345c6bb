-- Running contracts by plan: how many, how many are expected to be given up within three months, and the fees behind them.
select
    coalesce(nullif(kind, ''), '–') as kind,
    count(*) as contracts,
    sum(case when eligibility = 'eligible' then 1 else 0 end) as eligible,
    cast(sum(case when eligibility = 'eligible' then cast(churn_probability as decimal(18, 9)) else 0 end) as double) as leaving,
    cast(sum(case when eligibility = 'eligible' then cast(amount_at_risk as decimal(18, 6)) else 0 end) as double) as at_risk,
    min(basis) as basis
from mart.contract_churn
group by coalesce(nullif(kind, ''), '–')
order by leaving desc, kind
