-- Features of past days beside what came after them, for a fixed share of the retail customers; derived by the training set.
select
    features.*,
    case when coalesce(outcomes.orders_after, 0) = 0 then 1 else 0 end as churned,
    case when coalesce(outcomes.orders_soon, 0) > 0 then 1 else 0 end  as repeated,
    coalesce(outcomes.orders_after, 0)                                 as orders_after,
    coalesce(outcomes.purchase_days_after, 0)                          as purchase_days_after,
    coalesce(outcomes.revenue_after, 0)                                as revenue_after
from features
left join outcomes on outcomes.customer_id = features.customer_id
where not features.is_wholesale and substr(md5(features.customer_id), 1, 8) < $below
