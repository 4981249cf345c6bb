-- Recency, frequency and monetary value of every buyer up to the reporting day, scored by quantile cut points.
with buyers as (
    select
        customer_id,
        days_between(max(ordered_on) filter (where kind = 'sale'), $as_of) as recency_days,
        count(*) filter (where kind = 'sale')                              as frequency,
        cast(sum(amount) as decimal(18, 2))                                as monetary
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
    buyers.customer_id,  -- the customer
    buyers.recency_days, -- days from the last order to the reporting day
    buyers.frequency,    -- orders so far
    buyers.monetary,     -- spent so far, returns taken off
    5 - cast(recency_days > cuts.r[1] as int) - cast(recency_days > cuts.r[2] as int)
    - cast(recency_days > cuts.r[3] as int) - cast(recency_days > cuts.r[4] as int) as r,                         -- recency score, 5 is the most recent fifth
    1 + cast(frequency > cuts.f[1] as int) + cast(frequency > cuts.f[2] as int)
    + cast(frequency > cuts.f[3] as int) + cast(frequency > cuts.f[4] as int) as f,                               -- frequency score, 5 is the most frequent fifth
    1 + cast(monetary > cuts.m[1] as int) + cast(monetary > cuts.m[2] as int)
    + cast(monetary > cuts.m[3] as int) + cast(monetary > cuts.m[4] as int) as m,                                 -- monetary score, 5 is the fifth that spent most
    3 - cast(recency_days > cuts.r_third[1] as int) - cast(recency_days > cuts.r_third[2] as int) as r_third,     -- recency score in thirds
    1 + cast(frequency > cuts.f_third[1] as int) + cast(frequency > cuts.f_third[2] as int) as f_third,           -- frequency score in thirds
    1 + cast(monetary > cuts.m_third[1] as int) + cast(monetary > cuts.m_third[2] as int) as m_third              -- monetary score in thirds
from buyers
cross join cuts
