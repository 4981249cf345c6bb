-- Features of past days beside what came after them, for a fixed share of the retail customers; derived by the training set.
select
    features.*,
    case when coalesce(outcomes.orders_after, 0) = 0 then 1 else 0 end as churned,
    case when coalesce(outcomes.orders_soon, 0) > 0 then 1 else 0 end  as repeated,
    coalesce(outcomes.orders_after, 0)                                 as orders_after,
    coalesce(outcomes.purchase_days_after, 0)                          as purchase_days_after,
    coalesce(outcomes.revenue_after, 0)                                as revenue_after,
    outcomes.next_order_after,
    coalesce(past.purchase_days_before, 0)                             as purchase_days_before,
    coalesce(past.revenue_before, 0)                                   as revenue_before
from features
left join outcomes on outcomes.customer_id = features.customer_id
left join (
    select
        customer_id,
        count(distinct case when kind = 'sale' then ordered_on end) as purchase_days_before,
        cast(sum(amount) as double)                                 as revenue_before
    from (
        select
            customer_id, ordered_on,
            kind_before(kind, gross_amount, discount_amount, cancelled_on, $as_of) as kind,
            known_net(amount, refunds, undated_refund_amount, ordered_on, $as_of)  as amount
        from core.orders
        where ordered_on >= $since and ordered_on < $as_of
    ) as known
    where kind in ('sale', 'return')
    group by customer_id
) as past on past.customer_id = features.customer_id
where not features.is_wholesale and substr(md5(features.customer_id), 1, 8) < $below
