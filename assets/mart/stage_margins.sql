-- What one more response brings at each stage: the margin of the purchase day that it would be.
with numbered as (
    select
        days.amount,
        row_number() over (partition by days.customer_id order by days.ordered_on) - 1 as days_before
    from mart.purchase_days as days
    inner join mart.purchase_history as history on history.customer_id = days.customer_id
    where days.orders > 0 and days.ordered_on < $as_of and not history.is_wholesale
),

staged as (
    select
        amount,
        buying_stage(days_before) as stage
    from numbered
)
select
    stage,                                                     -- purchase days before this one: prospect 0, first_order 1, repeat 2-3, regular 4 and more
    count(*)                                as purchase_days,  -- purchase days averaged
    cast(sum(amount) as double) / count(*)  as mean_order,     -- mean net amount of such a day
    cast(sum(amount) as double) / count(*) * cast($margin_rate as double) as margin_per_response -- the margin in it
from staged
group by stage
