-- What one more response brings at each stage: the margin of the purchase day that it would be.
with purchase_days as (
    select customer_id, ordered_on, sum(amount) as amount
    from core.orders
    where
        kind = 'sale' and customer_id is not null and not coalesce(is_wholesale, false)
        and ordered_on < cast($as_of as date)
    group by customer_id, ordered_on
),

numbered as (
    select amount, row_number() over (partition by customer_id order by ordered_on) - 1 as days_before
    from purchase_days
),

staged as (
    select
        amount,
        case
            when days_before = 0 then 'prospect'
            when days_before = 1 then 'first_order'
            when days_before <= 3 then 'repeat'
            else 'regular'
        end as stage
    from numbered
)
select
    stage,                                                     -- purchase days before this one: prospect 0, first_order 1, repeat 2-3, regular 4 and more
    count(*)                                as purchase_days,  -- purchase days averaged
    cast(sum(amount) as double) / count(*)  as mean_order,     -- mean net amount of such a day
    cast(sum(amount) as double) / count(*) * cast($margin_rate as double) as margin_per_response -- the margin in it
from staged
group by stage
