-- How loyal each buyer is: a grade from the probability of coming back and the own rhythm.
with facts as (
    select
        features.customer_id,
        features.purchase_days,
        features.gap_ratio,
        churn.repeat_probability
    from mart.features as features
    inner join mart.churn as churn on churn.customer_id = features.customer_id
)
select
    customer_id,        -- the customer
    repeat_probability, -- probability of buying again within the window
    gap_ratio,          -- days since the last order over the usual gap; above 1 is late
    case
        when purchase_days >= 4 and repeat_probability >= 0.6 then 'A'
        when purchase_days >= 2 and repeat_probability >= 0.4 then 'B'
        when repeat_probability >= 0.2 then 'C'
        else 'D'
    end as grade,       -- A comes back for sure, D hardly
    case
        when purchase_days >= 4 and repeat_probability >= 0.6 then 0
        when purchase_days >= 2 and repeat_probability >= 0.4 then 0.6 - repeat_probability
        when repeat_probability >= 0.2 then 0.4 - repeat_probability
        else 0.2 - repeat_probability
    end as to_next_grade -- probability missing to the next grade
from facts
