-- The orders known at the snapshot before, with one thing changed at each step, up to those known now.
-- Read as `versions` by the queries of movements, with the earlier snapshot attached as `earlier`; $since is its day.
select 1 as step, * from earlier.core.orders where ordered_on < $since
union all by name
select
    2 as step,
    before.* replace (
        case when later.order_id is null then before.customer_id else later.customer_id end as customer_id
    )
from earlier.core.orders as before
left join core.orders as later on later.order_id = before.order_id
where before.ordered_on < $since
union all by name
select 3 as step, * from core.orders where ordered_on < $since
union all by name
select 4 as step, * from core.orders where ordered_on < $since
union all by name
select 5 as step, * from core.orders where ordered_on < $as_of
