-- One row per contract or subscription, with its customer where one is known.
select
    contracts.system || '|' || contracts.contract_id as contract_id, -- system and the contract's own number
    contracts.system,                                                -- the system it came from
    identities.customer_id,                                          -- the holder, where one is known
    contracts.kind,                                                  -- the plan or term
    contracts.status,                                                -- as exported
    contracts.started_on,                                            -- first day
    contracts.ends_on,                                               -- last day of the term, where it has one
    contracts.cancelled_on,                                          -- the day it was cancelled
    coalesce(contracts.is_cancelled, contracts.cancelled_on is not null) as is_cancelled, -- whether it was given up
    contracts.tenure_months,                                         -- months it has run, as exported
    contracts.period_amount,                                         -- fee per billing period
    contracts.total_amount,                                          -- paid in all
    contracts.billing_period,                                        -- month, quarter, year as exported
    contracts.method                                                 -- how it is paid
from raw.contracts as contracts
left join core.identities as identities on identities.person_key = contracts.person_key
where contracts.is_current
