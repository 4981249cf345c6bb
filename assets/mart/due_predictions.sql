-- One kind of prediction of one past night beside what came, by how high it was; derived by the track record.
with said as (
    select
        coalesce(aliases.customer_id, predictions.customer_id) as customer_id,
        case $model
            when 'churn' then churn_probability
            when 'repeat_purchase' then repeat_probability
            when 'expected_orders' then
                case $days when 30 then expected_orders_30 when 90 then expected_orders_90 else expected_orders_365 end
            else case $days when 30 then predicted_clv_30 when 90 then predicted_clv_90 else predicted_clv_365 end
        end as predicted
    from kept.predictions as predictions
    left join core.id_aliases as aliases on aliases.alias_id = predictions.customer_id
    where made_on = $made_on
),

came as (
    select
        customer_id,
        count(distinct case when kind = 'sale' then ordered_on end) as purchase_days,
        $margin_rate * cast(sum(cast(
            cast(amount as double) / pow(1 + $discount_rate, days_between($made_on, ordered_on) / 365.0) as decimal(18, 6)
        )) as double) as margin
    from core.orders
    where kind in ('sale', 'return') and ordered_on >= $made_on and ordered_on < $due_on
    group by customer_id
),

paired as (
    select
        said.customer_id,
        cast(said.predicted as double) as predicted,
        cast(case $model
            when 'churn' then case when coalesce(came.purchase_days, 0) = 0 then 1 else 0 end
            when 'repeat_purchase' then case when came.purchase_days > 0 then 1 else 0 end
            when 'expected_orders' then coalesce(came.purchase_days, 0)
            else coalesce(came.margin, 0)
        end as double) as observed
    from said
    left join came on came.customer_id = said.customer_id
    where said.predicted is not null
),

cuts as (
    select cut_points(predicted, [0.2, 0.4, 0.6, 0.8]) as fifths from paired
),

banded as (
    select
        paired.predicted,
        paired.observed,
        case
            when $model in ('churn', 'repeat_purchase') then least(5, 1 + cast(floor(paired.predicted * 5) as int))
            else fifth(paired.predicted, cuts.fifths)
        end as band
    from paired
    cross join cuts
)
select
    band,
    customers,
    said / customers                                                                       as predicted,
    came / customers                                                                       as observed,
    sqrt(greatest(squares - came * came / customers, 0) / greatest(customers - 1, 1))      as spread
from (
    -- exact decimals: sums of floating numbers depend on the order of the rows
    select
        band,
        count(*)                                                      as customers,
        cast(sum(cast(predicted as decimal(18, 8))) as double)        as said,
        cast(sum(cast(observed as decimal(18, 6))) as double)         as came,
        cast(sum(cast(observed * observed as decimal(28, 6))) as double) as squares
    from banded
    group by band
) as sums
order by band
