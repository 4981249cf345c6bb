-- Recency, frequency and monetary value of every buyer up to the reporting day, scored by quantile cut points.
with buyers as (
    select
        customer_id,
        days_between(max(ordered_on) filter (where kind = 'sale'), $as_of) as recency_days,
        count(*) filter (where kind = 'sale')                              as frequency,
        cast(sum(net_before(amount, refunds, $as_of)) as decimal(18, 2)) as monetary
    from core.orders
    where customer_id is not null and kind in ('sale', 'return') and ordered_on < cast($as_of as date)
    group by customer_id
    having count(*) filter (where kind = 'sale') > 0
),

cuts as (
    select
        cut_points(recency_days, [0.2, 0.4, 0.6, 0.8]) as r,
        cut_points(frequency, [0.2, 0.4, 0.6, 0.8])    as f,
        cut_points(monetary, [0.2, 0.4, 0.6, 0.8])     as m,
        cut_points(recency_days, [1.0 / 3, 2.0 / 3])   as r_third,
        cut_points(frequency, [1.0 / 3, 2.0 / 3])      as f_third,
        cut_points(monetary, [1.0 / 3, 2.0 / 3])       as m_third
    from buyers
)
select
    buyers.customer_id,                             -- the customer
    buyers.recency_days,                            -- days from the last order to the reporting day
    buyers.frequency,                               -- orders so far
    buyers.monetary,                                -- spent so far, returns taken off
    6 - fifth(recency_days, cuts.r) as r,           -- recency score, 5 is the most recent fifth
    fifth(frequency, cuts.f) as f,                  -- frequency score, 5 is the most frequent fifth
    fifth(monetary, cuts.m) as m,                   -- monetary score, 5 is the fifth that spent most
    4 - third(recency_days, cuts.r_third) as r_third, -- recency score in thirds
    third(frequency, cuts.f_third) as f_third,      -- frequency score in thirds
    third(monetary, cuts.m_third) as m_third        -- monetary score in thirds
from buyers
cross join cuts
