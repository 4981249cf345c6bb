-- Orders without what became of them later: of what was paid back, only dated returns before the day; none that were cancelled.
select
    orders.* exclude (refunded_amount) replace (
        cast(orders.gross_amount - orders.discount_amount - coalesce(brought_back.amount, 0) as decimal(18, 2)) as amount
    )
from core.orders as orders
left join (
    select order_id, sum(amount) as amount from core.returns
    where matched_by = 'order' and cast(returned_at as date) < $as_of
    group by order_id
) as brought_back on brought_back.order_id = orders.order_id
where orders.kind <> 'cancelled'
