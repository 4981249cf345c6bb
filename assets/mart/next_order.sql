-- When each buyer's next order is to be expected, as a distribution, recomputed every night.
select
    history.customer_id,                                                              -- the customer
    cells.p_order_30,                                                                 -- probability of an order within 30 days
    cells.p_order_60,                                                                 -- probability of an order within 60 days
    cells.p_order_90,                                                                 -- probability of an order within 90 days
    cast($as_of as date) + cast(ceil(cells.next_days_10) as integer) as earliest_on,  -- if they come again: one in ten does by this day
    cast($as_of as date) + cast(ceil(cells.next_days_50) as integer) as expected_on,  -- if they come again: half do by this day
    cast($as_of as date) + cast(ceil(cells.next_days_90) as integer) as latest_on,    -- if they come again: nine in ten do by this day
    case
        when not cells.is_modelled then 'cohort average'
        when history.frequency > 0 then 'individual'
        else 'population prior'
    end as basis                                                                      -- what the prediction rests on
from mart.purchase_history as history
inner join mart.value_cells as cells
    on cells.frequency = history.frequency and cells.recency = history.recency and cells.T = history.T
