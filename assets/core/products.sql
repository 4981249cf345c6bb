-- One row per product as a shop or CRM keeps it.
select
    system || '|' || product_id as product_id, -- system and the product's own number
    system,                                    -- the system it came from
    coalesce(sku, product_id) as sku,          -- the article's number, as order lines have it
    name,                                      -- its name
    category,                                  -- its category
    brand,                                     -- its brand or maker
    unit_price,                                -- list price of one piece
    unit_cost,                                 -- what one piece costs the company
    currency,                                  -- the currency as exported
    coalesce(is_active, true) as is_active,    -- whether it is still sold
    created_at                                 -- when it was entered
from raw.products
where is_current
