-- Goods that came back, each matched to its sale: by the order's number, else the article, else the customer's last order.
with brought_back as (
    select
        returns.system || '|' || returns.return_id as return_id, returns.system, identities.customer_id,
        returns.system || '|' || returns.order_id as named_order, returns.returned_at, returns.sku, returns.item,
        returns.quantity, returns.reason,
        -- in no currency of its own, or in one without a rate, it is in that of its order
        cast(
            abs(returns.amount)
            * coalesce(rates.rate, named.exchange_rate, case when returns.currency is null then 1.0 end) as decimal(18, 2)
        ) as amount
    from raw.returns as returns
    left join core.orders as named on named.order_id = returns.system || '|' || returns.order_id
    left join core.identities as identities on identities.person_key = returns.person_key
    left join core.exchange_rates as rates
        on rates.currency = currency_code(returns.currency) and rates.on_day = cast(returns.returned_at as date)
    where returns.is_current and not is_withdrawn(returns.status)
    union all
    select
        orders.order_id as return_id, orders.system, orders.customer_id, null as named_order,
        orders.ordered_at as returned_at, lines.sku, lines.item, abs(lines.quantity) as quantity, null as reason,
        cast(abs(coalesce(lines.amount * orders.exchange_rate, orders.amount)) as decimal(18, 2)) as amount
    from core.orders as orders
    left join core.order_lines as lines on lines.order_id = orders.order_id
    where orders.kind = 'return' and not contains(orders.order_id, '|return ')
),

numbered as (
    select *, row_number() over (order by return_id, sku, item, quantity, amount, reason) as number from brought_back
),

by_order as (
    select numbered.number, orders.order_id, orders.customer_id, orders.ordered_at, 1 as rank, 'order' as matched_by
    from numbered
    inner join core.orders as orders on orders.order_id = numbered.named_order
),

by_article as (
    select numbered.number, orders.order_id, orders.customer_id, orders.ordered_at, 2 as rank, 'article' as matched_by
    from numbered
    inner join core.orders as orders
        on orders.customer_id = numbered.customer_id and orders.kind = 'sale' and orders.ordered_at <= numbered.returned_at
    inner join core.order_lines as lines on lines.order_id = orders.order_id and lines.sku = numbered.sku
),

by_customer as (
    select numbered.number, orders.order_id, orders.customer_id, orders.ordered_at, 3 as rank, 'customer' as matched_by
    from numbered
    inner join core.orders as orders
        on orders.customer_id = numbered.customer_id and orders.kind = 'sale' and orders.ordered_at <= numbered.returned_at
),

found as (
    select * from by_order
    union all
    select * from by_article
    union all
    select * from by_customer
),

best as (
    select *, row_number() over (partition by number order by rank, ordered_at desc, order_id desc) as standing from found
)
select
    numbered.number as return_line,                           -- running number
    numbered.return_id,                                       -- system and the return's own number
    numbered.system,                                          -- the system it came from
    coalesce(best.customer_id, numbered.customer_id) as customer_id, -- the customer, that of the sale where one is known
    best.order_id,                                            -- the sale it is taken back from
    coalesce(best.matched_by, 'nothing') as matched_by,       -- what led to that sale: order, article, customer or nothing
    numbered.returned_at,                                     -- when it came back
    days_between(best.ordered_at, numbered.returned_at) as days_kept, -- days between the sale and its return
    numbered.sku,                                             -- the article's number
    numbered.item,                                            -- the article's name
    numbered.quantity,                                        -- pieces
    numbered.amount,                                          -- what was paid back, in the company's currency
    numbered.reason                                           -- the reason given
from numbered
left join best on best.number = numbered.number and best.standing = 1
