-- One row per line item of an order.
with dated as (
    select system, order_id, sku, item, quantity, unit_price, ordered_at from raw.order_lines
    where is_current and ordered_at is not null
    union all
    select lines.system, lines.order_id, lines.sku, lines.item, lines.quantity, lines.unit_price, orders.ordered_at
    from raw.order_lines as lines
    left join raw.orders as orders
        on orders.system = lines.system and orders.order_id = lines.order_id and orders.is_current
    where lines.is_current and lines.ordered_at is null
)
select
    system || '|' || order_id                     as order_id,   -- the order
    sku,                                                         -- the article's number
    item,                                                        -- the article's name
    quantity,                                                    -- pieces; negative where they came back
    unit_price,                                                  -- price of one piece
    cast(quantity * unit_price as decimal(18, 2)) as amount,     -- quantity times price, in the order's own currency
    ordered_at                                                   -- when it was ordered
from dated
