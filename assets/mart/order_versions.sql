-- The orders known at the snapshot before, with one thing changed at each step, up to those known now.
-- Read as `versions` by the queries of movements, with the earlier snapshot attached as `earlier`; $since is its day.
with then_orders as (
    select
        * replace (
            kind_before(kind, gross_amount, discount_amount, cancelled_on, $since) as kind,
            case when cancelled_on < $since then cancelled_on end                  as cancelled_on,
            net_before(amount, refunds, $since)                                    as amount,
            refunded_before(refunds, $since)                                       as refunds
        )
    from earlier.core.orders where ordered_on < $since
),

now_orders as (
    select
        * replace (
            kind_before(kind, gross_amount, discount_amount, cancelled_on, $since) as kind,
            case when cancelled_on < $since then cancelled_on end                  as cancelled_on,
            net_before(amount, refunds, $since)                                    as amount,
            refunded_before(refunds, $since)                                       as refunds
        )
    from core.orders where ordered_on < $since
)
select 1 as step, * from then_orders
union all by name
select
    2 as step,
    before.* replace (
        case when later.order_id is null then before.customer_id else later.customer_id end as customer_id
    )
from then_orders as before
left join core.orders as later on later.order_id = before.order_id
union all by name
select 3 as step, * from now_orders
union all by name
select 4 as step, * from now_orders
union all by name
select
    5 as step,
    * replace (net_before(amount, refunds, $as_of) as amount, refunded_before(refunds, $as_of) as refunds)
from core.orders where ordered_on < $as_of
