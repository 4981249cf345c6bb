-- One row per firm as a CRM keeps it.
select
    system || '|' || record_id as account_id,  -- system and the firm's own number
    system,                                    -- the system it came from
    name,                                      -- its name
    industry,                                  -- its trade
    kind,                                      -- customer, partner, supplier … as exported
    level,                                     -- its level
    city,                                      -- city
    region,                                    -- province or state
    country,                                   -- country
    system || '|' || parent_ref as parent_id,  -- the firm it belongs to
    tax_number,                                -- its number in the register
    annual_revenue,                            -- its turnover as exported
    owner,                                     -- who looks after it
    source_channel,                            -- where it came from
    created_at                                 -- when the record was made
from raw.accounts
where is_current
