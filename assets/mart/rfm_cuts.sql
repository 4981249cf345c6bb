-- Between which values the fifths and thirds of recency, frequency and monetary value lie on the reporting day.
select
    cut_points(recency_days, [0.2, 0.4, 0.6, 0.8]) as recency_fifths,   -- days, four cut points
    cut_points(frequency, [0.2, 0.4, 0.6, 0.8])    as frequency_fifths, -- orders, four cut points
    cut_points(monetary, [0.2, 0.4, 0.6, 0.8])     as monetary_fifths,  -- spend, four cut points
    cut_points(recency_days, [1.0 / 3, 2.0 / 3])   as recency_thirds,   -- days, two cut points
    cut_points(frequency, [1.0 / 3, 2.0 / 3])      as frequency_thirds, -- orders, two cut points
    cut_points(monetary, [1.0 / 3, 2.0 / 3])       as monetary_thirds   -- spend, two cut points
from mart.rfm
