-- How many customers came to high churn risk or left it since the snapshot before, and what is at risk with them, by cause.
-- Run by the movement asset with the earlier snapshot attached as `earlier`; $since is its reporting day.
with before as (
    select
        churn.customer_id,
        least(greatest(churn.churn_probability, 1e-9), 1 - 1e-9) as chance,
        value.predicted_clv_365 as worth
    from earlier.mart.churn as churn
    inner join earlier.mart.lifetime_value as value on value.customer_id = churn.customer_id
    where churn.eligibility <> 'wholesale'
),

now as (
    select
        churn.customer_id,
        least(greatest(churn.churn_probability, 1e-9), 1 - 1e-9)  as chance,
        least(greatest(former.churn_probability, 1e-9), 1 - 1e-9) as former_chance,
        former.effect_season                                      as former_season,
        value.predicted_clv_365                                   as worth
    from mart.churn as churn
    inner join mart.lifetime_value as value on value.customer_id = churn.customer_id
    inner join former.churn as former on former.customer_id = churn.customer_id
    where churn.eligibility <> 'wholesale'
),

season_before as (select coalesce(max(effect_season), 0) as effect_season from earlier.mart.churn),

then_known as (
    select customer_id, count(*) as orders, sum(net_before(amount, refunds, $since)) as amount, max(ordered_on) as last_on
    from earlier.core.orders
    where customer_id is not null and ordered_on < $since
        and kind_before(kind, gross_amount, discount_amount, cancelled_on, $since) in ('sale', 'return')
    group by customer_id
),

now_known as (
    select customer_id, count(*) as orders, sum(net_before(amount, refunds, $since)) as amount, max(ordered_on) as last_on
    from core.orders
    where customer_id is not null and ordered_on < $since
        and kind_before(kind, gross_amount, discount_amount, cancelled_on, $since) in ('sale', 'return')
    group by customer_id
),

-- Customers whose past is told otherwise than it was.
retold as (
    select coalesce(then_known.customer_id, now_known.customer_id) as customer_id
    from then_known
    full outer join now_known on now_known.customer_id = then_known.customer_id
    where then_known.orders is distinct from now_known.orders
        or then_known.amount is distinct from now_known.amount
        or then_known.last_on is distinct from now_known.last_on
),

-- Of them, those who gave or got orders of another customer: the same order, somebody else's.
handed as (
    select then_orders.customer_id as giver, now_orders.customer_id as taker
    from earlier.core.orders as then_orders
    inner join core.orders as now_orders on now_orders.order_id = then_orders.order_id
    where then_orders.ordered_on < $since
        and then_orders.customer_id is distinct from now_orders.customer_id
        and (then_orders.customer_id in (select customer_id from retold)
            or now_orders.customer_id in (select customer_id from retold))
),

identified as (select giver as customer_id from handed union select taker from handed),

-- Whoever did something, or had something done to them, since.
touched as (
    select customer_id from core.orders
    where ordered_on < $as_of and (
        ordered_on >= $since or refunded_since(refunds, $since) > refunded_since(refunds, $as_of)
        or (cancelled_on >= $since and cancelled_on < $as_of)
    )
    union
    select customer_id from core.tickets
    where (cast(opened_at as date) >= $since and cast(opened_at as date) < $as_of)
        or (cast(closed_at as date) >= $since and cast(closed_at as date) < $as_of)
    union
    select customer_id from core.campaign_members
    where (cast(sent_at as date) >= $since and cast(sent_at as date) < $as_of)
        or (cast(opened_at as date) >= $since and cast(opened_at as date) < $as_of)
        or (cast(clicked_at as date) >= $since and cast(clicked_at as date) < $as_of)
        or (cast(unsubscribed_at as date) >= $since and cast(unsubscribed_at as date) < $as_of)
),

paired as (
    select
        case
            when coalesce(before.customer_id, now.customer_id) in (select customer_id from identified) then 'identity'
            when coalesce(before.customer_id, now.customer_id) in (select customer_id from retold) then 'corrections'
            when before.customer_id is null then 'own behaviour'
            when now.customer_id is null then 'corrections'
            when now.customer_id in (select customer_id from touched where customer_id is not null) then 'own behaviour'
            else 'clock'
        end as cause,
        before.chance as chance_0,
        1 / (1 + exp(
            -(ln(now.former_chance / (1 - now.former_chance)) - now.former_season + season_before.effect_season)
        )) as chance_1,
        now.former_chance as chance_2,
        now.chance as chance_3,
        coalesce(before.worth, now.worth) as worth_before,
        now.worth as worth_now
    from before
    full outer join now on now.customer_id = before.customer_id
    cross join season_before
),

-- Whole customers and whole cents at each step; who is not there counts nothing.
counted as (
    select
        cause,
        coalesce(cast(chance_0 > $high as integer), 0) as high_0,
        coalesce(cast(chance_1 > $high as integer), 0) as high_1,
        coalesce(cast(chance_2 > $high as integer), 0) as high_2,
        coalesce(cast(chance_3 > $high as integer), 0) as high_3,
        coalesce(cast(round(100 * chance_0 * worth_before) as bigint), 0) as cents_0,
        coalesce(cast(round(100 * chance_1 * worth_before) as bigint), 0) as cents_1,
        coalesce(cast(round(100 * chance_2 * worth_before) as bigint), 0) as cents_2,
        coalesce(cast(round(100 * chance_3 * worth_before) as bigint), 0) as cents_3,
        coalesce(cast(round(100 * chance_3 * worth_now) as bigint), 0)    as cents_4
    from paired
),

changed as (
    select cause, high_0 as was_high, high_1 as is_high, cents_1 - cents_0 as cents from counted
    union all
    select 'season' as cause, high_1 as was_high, high_2 as is_high, cents_2 - cents_1 as cents from counted
    union all
    select 'model version' as cause, high_2 as was_high, high_3 as is_high, cents_3 - cents_2 as cents from counted
    union all
    select 'value' as cause, high_3 as was_high, high_3 as is_high, cents_4 - cents_3 as cents from counted
)
select
    cause,
    cast(sum(case when is_high > was_high then 1 else 0 end) as integer) as came,
    cast(sum(case when is_high < was_high then 1 else 0 end) as integer) as went,
    cast(sum(is_high - was_high) as integer) as customers,
    cast(cast(sum(cents) as decimal(18, 0)) * 0.01 as decimal(18, 2)) as at_risk
from changed
group by cause
