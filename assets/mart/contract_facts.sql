-- Contracts as models of leaving see them: what each is, how long it has run, and whether it was given up by the reporting day.
select
    contract_id,                                                                      -- the contract
    customer_id,                                                                      -- the holder, where one is known
    system,                                                                           -- the system it came from
    kind,                                                                             -- the plan or term
    period_amount,                                                                    -- fee per billing period
    billing_period,                                                                   -- month, quarter, year as exported
    method,                                                                           -- how it is paid
    coalesce(is_cancelled, false) and (cancelled_on is null or cancelled_on < $as_of) as is_given_up, -- whether it ended before the reporting day
    coalesce(ends_on > cast($as_of as date) + 92, false) as is_bound,                 -- whether its term ends later than in three months
    cast(case when tenure_months is not null or started_on is not null then greatest(coalesce(
        tenure_months,
        floor(days_between(started_on, case when cancelled_on < $as_of then cancelled_on else $as_of end) / 30.4375)
    ), 0) end as integer) as months                                                   -- months it has run, or ran; missing where neither start nor months are known
from core.contracts
where started_on is null or started_on < $as_of
