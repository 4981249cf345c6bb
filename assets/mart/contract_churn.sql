-- Running contracts: the probability that each is given up within three months, from how long others of its kind lasted.
with dated as (
    select
        contract_id,
        customer_id,
        coalesce(kind, '') as kind,
        period_amount,
        is_cancelled and (cancelled_on is null or cancelled_on < $as_of) as is_given_up,
        cast(greatest(coalesce(
            tenure_months,
            floor(days_between(started_on, case when cancelled_on < $as_of then cancelled_on else $as_of end) / 30.4375)
        ), 0) as integer) as months
    from core.contracts
    where started_on is null or started_on < $as_of
),

-- A kind speaks for itself from fifty contracts with ten given up; the others are taken together.
kinds as (
    select kind, count(*) >= 50 and sum(case when is_given_up then 1 else 0 end) >= 10 as is_told
    from dated
    where months is not null
    group by kind
),

pooled as (
    select kind, months, is_given_up from dated where months is not null
    union all
    select '(all)' as kind, months, is_given_up from dated where months is not null
),

ended as (
    select kind, months, sum(case when is_given_up then 1 else 0 end) as given_up, count(*) as contracts
    from pooled
    group by kind, months
),

at_risk as (
    select
        kind,
        months,
        given_up,
        sum(contracts) over (partition by kind order by months desc rows between unbounded preceding and current row) as running
    from ended
),

-- The share that lasts beyond each month (Kaplan & Meier 1958).
survival as (
    select
        kind,
        months,
        exp(sum(ln(greatest(1 - cast(given_up as double) / running, 1e-9))) over (
            partition by kind order by months rows between unbounded preceding and current row
        )) as lasting
    from at_risk
),

running as (
    select
        dated.*,
        case when kinds.is_told then dated.kind else '(all)' end as group_kind
    from dated
    inner join kinds on kinds.kind = dated.kind
    where not coalesce(dated.is_given_up, false) and dated.months is not null
),

looked_up as (
    select
        running.contract_id,
        min(case when survival.months < running.months then survival.lasting end)      as lasting_so_far,
        min(case when survival.months < running.months + 3 then survival.lasting end) as lasting_then
    from running
    inner join survival on survival.kind = running.group_kind
    group by running.contract_id
)
select
    running.contract_id,                                     -- the contract
    running.customer_id,                                     -- the holder, where one is known
    running.months,                                          -- months it has run
    1 - coalesce(looked_up.lasting_then, 1) / coalesce(looked_up.lasting_so_far, 1) as churn_probability, -- probability of being given up within three months
    (1 - coalesce(looked_up.lasting_then, 1) / coalesce(looked_up.lasting_so_far, 1)) * running.period_amount as amount_at_risk, -- of the fee per billing period
    case when running.group_kind = '(all)' then 'all contracts' else 'contracts of its kind' end as basis -- whose durations it rests on
from running
inner join looked_up on looked_up.contract_id = running.contract_id
