-- How loyal each buyer is: a grade that wavering about a limit does not change, and what is missing to the next.
with facts as (
    select
        features.customer_id,
        features.purchase_days,
        features.gap_ratio,
        churn.repeat_probability,
        earlier.loyalty_grade as grade_before
    from mart.features as features
    inner join mart.churn as churn on churn.customer_id = features.customer_id
    left join mart.standing_earlier as earlier on earlier.customer_id = features.customer_id
),

-- A grade is reached at its limit and lost only .05 below it.
graded as (
    select
        *,
        case
            when purchase_days >= 4 and repeat_probability >= 0.6 then 'A'
            when purchase_days >= 2 and repeat_probability >= 0.4 then 'B'
            when repeat_probability >= 0.2 then 'C'
            else 'D'
        end as reached,
        case
            when purchase_days >= 4 and repeat_probability >= 0.55 then 'A'
            when purchase_days >= 2 and repeat_probability >= 0.35 then 'B'
            when repeat_probability >= 0.15 then 'C'
            else 'D'
        end as kept
    from facts
),

standing as (
    select
        *,
        case when grade_before < reached then greatest(kept, grade_before) else reached end as grade
    from graded
),

missing as (
    select
        *,
        case grade when 'B' then 'A' when 'C' then 'B' when 'D' then 'C' end as next_grade,
        cast(greatest(case grade when 'B' then 4 when 'C' then 2 else 0 end - purchase_days, 0) as integer) as orders_missing,
        greatest(case grade when 'B' then 0.6 when 'C' then 0.4 when 'D' then 0.2 else 0 end - repeat_probability, 0) as probability_missing
    from standing
)
select
    customer_id,                              -- the customer
    repeat_probability,                       -- probability of buying again within the window
    gap_ratio,                                -- days since the last order over the usual gap; above 1 is late
    grade,                                    -- A comes back for sure, D hardly
    grade_before,                             -- the grade at the last report
    grade < reached as is_held,               -- whether the grade is kept though its limit is just missed
    probability_missing as to_next_grade,     -- probability missing to the next grade
    orders_missing as orders_to_next_grade,   -- days with an order missing to the next grade
    case
        when next_grade is null then 'The highest grade.'
        when orders_missing = 0 and probability_missing = 0 then 'To ' || next_grade || ': at the limit; the next order decides.'
        when orders_missing = 0 then 'To ' || next_grade || ': ' || cast(cast(ceil(100 * probability_missing) as integer) as varchar) || ' points likelier to return.'
        when probability_missing = 0 then 'To ' || next_grade || ': orders missing: ' || cast(orders_missing as varchar) || '.'
        else 'To ' || next_grade || ': orders missing: ' || cast(orders_missing as varchar) || ', and '
            || cast(cast(ceil(100 * probability_missing) as integer) as varchar) || ' points likelier to return.'
    end as next_step_en,                      -- what is missing, in English
    case
        when next_grade is null then '已是最高等级。'
        when orders_missing = 0 and probability_missing = 0 then '距 ' || next_grade || ' 级仅一步之遥，再下一单即可判定。'
        when orders_missing = 0 then '距 ' || next_grade || ' 级还差复购概率 ' || cast(cast(ceil(100 * probability_missing) as integer) as varchar) || ' 个百分点。'
        when probability_missing = 0 then '距 ' || next_grade || ' 级还差 ' || cast(orders_missing as varchar) || ' 次下单。'
        else '距 ' || next_grade || ' 级还差 ' || cast(orders_missing as varchar) || ' 次下单和复购概率 '
            || cast(cast(ceil(100 * probability_missing) as integer) as varchar) || ' 个百分点。'
    end as next_step_zh                       -- what is missing, in Chinese
from missing
