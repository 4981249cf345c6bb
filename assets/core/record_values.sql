-- What was ordered under each record, cancelled orders left out: it decides which part of a split customer keeps the id.
with sales as (
    select person_key, coalesce(amount, 0) - coalesce(refunded, 0) as amount
    from raw.orders
    where is_current and cancelled_at is null
    union all
    select
        min(person_key) as person_key,
        coalesce(max(order_total), sum(cast(quantity * unit_price as decimal(18, 2)) - coalesce(line_discount, 0)))
            - max(coalesce(refunded, 0)) as amount
    from raw.order_lines
    where is_current and cancelled_at is null
    group by system, order_id
)
select
    person_key,                                      -- the record
    count(*)                               as orders, -- orders under it
    cast(sum(amount) as decimal(18, 2))    as amount  -- their amounts, refunds taken off
from sales
group by person_key
