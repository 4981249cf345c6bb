-- One row per line item of an order.
select
    system || '|' || order_id                     as order_id,   -- the order
    sku,                                                         -- the article's number
    item,                                                        -- the article's name
    quantity,                                                    -- pieces; negative where they came back
    unit_price,                                                  -- price of one piece
    cast(quantity * unit_price as decimal(18, 2)) as amount,     -- quantity times price
    ordered_at                                                   -- when it was ordered
from raw.order_lines
where is_current
