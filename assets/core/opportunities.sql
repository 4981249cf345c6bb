-- One row per opportunity: what may be sold to whom, how far it has come, and how it ended.
with judged as (
    select
        opportunities.*,
        lower(concat_ws(' ', opportunities.status, opportunities.stage)) as words,
        try_cast(replace(opportunities.probability, '%', '') as double)  as percent
    from raw.opportunities as opportunities
    where opportunities.is_current
)
select
    judged.system || '|' || coalesce(judged.opportunity_id, judged.name) as opportunity_id, -- system and its own number, else its name
    judged.system,                                             -- the system it came from
    judged.name,                                               -- its name
    judged.system || '|' || judged.account_ref as account_id,  -- the firm
    identities.customer_id,                                    -- the person, where one is known
    judged.stage,                                              -- as exported
    case
        when judged.is_won or regexp_matches(judged.words, 'won|赢单|成交|已签约') and not regexp_matches(judged.words, '未成交') then 'won'
        when judged.is_closed or regexp_matches(judged.words, 'lost|输单|无效|关闭|丢单') then 'lost'
        else 'open'
    end as outcome,                                            -- open, won or lost
    case when judged.percent > 1 then judged.percent / 100 else judged.percent end as probability, -- of winning, as the salesperson says
    judged.amount,                                             -- what it would bring, in its own currency
    currency_code(judged.currency) as currency,                -- the currency as exported
    judged.created_at,                                         -- when it was opened
    judged.close_on,                                           -- the day it is expected to close, or closed
    judged.closed_at,                                          -- when it closed
    judged.loss_reason,                                        -- why it was lost
    judged.source_channel,                                     -- where it came from
    judged.owner                                               -- who works on it
from judged
left join core.identities as identities on identities.person_key = judged.person_key
