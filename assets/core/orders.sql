-- One row per order, return or correction, with its net amount in the company's currency and its customer where known.
with split_systems as (
    -- systems that export orders and their lines apart: there, an order's row tells the money, its lines the articles
    select lines.system from (select system from raw.order_lines group by system) as lines
    inner join (select system from raw.orders group by system) as heads on heads.system = lines.system
),

headed as (
    select orders.system, orders.order_id from raw.orders as orders
    inner join split_systems on split_systems.system = orders.system
    where orders.is_current
),

given_back as (
    select
        returns.system, returns.order_id,
        list({'paid_on': cast(returns.returned_at as date), 'amount': abs(returns.amount), 'rate': rates.rate}
            order by returns.returned_at, returns.return_id, returns.amount) as refunds
    from raw.returns as returns
    left join core.exchange_rates as rates
        on rates.currency = currency_code(returns.currency) and rates.on_day = cast(returns.returned_at as date)
    where returns.is_current and returns.order_id is not null and returns.amount <> 0 and not is_withdrawn(returns.status)
    group by returns.system, returns.order_id
),

baskets as (
    select
        lines.system, lines.order_id,
        min(lines.person_key)                                                         as person_key,
        min(lines.ordered_at)                                                         as ordered_at,
        min(lines.channel)                                                            as channel,
        min(lines.currency)                                                           as currency,
        min(lines.cancelled_at)                                                       as cancelled_at,
        min(lines.file_id)                                                            as file_id,
        sum(cast(lines.quantity * lines.unit_price as decimal(18, 2)) - coalesce(lines.line_discount, 0)) as lines_amount,
        max(lines.order_total)                                                        as order_total,
        max(coalesce(lines.order_discount, 0))                                        as discount_amount,
        max(coalesce(lines.refunded, 0))                                              as refunded_amount,
        count(*)                                                                      as items,
        cast(sum(lines.quantity) as double)                                           as pieces,
        bool_or(coalesce(lines.is_test, false))                                       as is_test,
        lower(coalesce(min(lines.status), ''))                                        as status,
        lower(concat_ws(' ', min(lines.channel), min(lines.tags), min(lines.note)))   as words
    from raw.order_lines as lines
    where lines.is_current
    group by lines.system, lines.order_id
),

united as (
    select
        orders.system, orders.order_id, orders.person_key, orders.ordered_at, orders.channel, orders.currency,
        orders.cancelled_at, orders.file_id,
        coalesce(orders.amount, 0) + coalesce(orders.discount, 0)   as gross_amount,
        coalesce(orders.discount, 0)                                as discount_amount,
        coalesce(orders.refunded, 0)                                as refunded_amount,
        coalesce(baskets.items, 0)                                  as items,
        baskets.pieces,
        coalesce(orders.is_test, false)                             as is_test,
        lower(coalesce(orders.status, ''))                          as status,
        lower(concat_ws(' ', orders.channel, orders.tags, orders.note)) as words
    from raw.orders as orders
    left join split_systems on split_systems.system = orders.system
    left join baskets on baskets.system = split_systems.system and baskets.order_id = orders.order_id
    where orders.is_current
    union all
    select
        baskets.system, baskets.order_id, baskets.person_key, baskets.ordered_at, baskets.channel, baskets.currency,
        baskets.cancelled_at, baskets.file_id,
        coalesce(baskets.order_total + baskets.discount_amount, baskets.lines_amount) as gross_amount,
        baskets.discount_amount, baskets.refunded_amount, baskets.items, baskets.pieces, baskets.is_test, baskets.status,
        baskets.words
    from baskets
    left join headed on headed.system = baskets.system and headed.order_id = baskets.order_id
    where headed.order_id is null and baskets.ordered_at is not null
    union all
    select
        returns.system, 'return ' || returns.return_id as order_id, returns.person_key, returns.returned_at as ordered_at,
        null as channel, returns.currency, null as cancelled_at, returns.file_id,
        -abs(coalesce(returns.amount, 0)) as gross_amount, 0 as discount_amount, 0 as refunded_amount, 1 as items,
        cast(returns.quantity as double) as pieces, false as is_test, lower(coalesce(returns.status, '')) as status, '' as words
    from raw.returns as returns
    where returns.is_current and returns.order_id is null
),

converted as (
    select
        united.*,
        case when united.currency is null then 1.0 else rates.rate end as rate,
        given_back.refunds as given_back
    from united
    left join core.exchange_rates as rates
        on rates.currency = currency_code(united.currency) and rates.on_day = cast(united.ordered_at as date)
    left join given_back on given_back.system = united.system and given_back.order_id = united.order_id
),

bounds as (
    -- five robust standard deviations above the usual order of a system, on the scale of logarithms
    select system, spread[2] + 5 * (spread[3] - spread[1]) / 1.349 as largest
    from (
        select system, cut_points(ln(gross_amount), [0.25, 0.5, 0.75]) as spread
        from converted where gross_amount > 0 group by system having count(*) >= 100
    ) as spreads
),

amounts as (
    select
        converted.*,
        cast(converted.gross_amount * coalesce(converted.rate, 1) as decimal(18, 2))    as gross,
        cast(converted.discount_amount * coalesce(converted.rate, 1) as decimal(18, 2)) as discount,
        cast(converted.refunded_amount * coalesce(converted.rate, 1) as decimal(18, 2)) as told_refund,
        -- a return in no currency of its own, or in one without a rate, is in that of its order
        [
            {
                'paid_on': greatest(refund.paid_on, cast(converted.ordered_at as date)),
                'amount': cast(refund.amount * coalesce(refund.rate, converted.rate, 1) as decimal(18, 2))
            } for refund in converted.given_back
        ] as refunds,
        case
            when converted.is_test then 'marked as a test'
            when regexp_matches(converted.words, '(^|[^a-z])test([^a-z]|$)|测试') or converted.status = 'test'
                then 'says that it is a test'
        end as test_rule,
        case
            when regexp_matches(converted.words, 'wholesale|批发|经销|分销') then 'says that it is wholesale'
            when ln(greatest(converted.gross_amount, 0.01)) > bounds.largest then 'far larger than usual'
        end as wholesale_rule
    from converted
    left join bounds on bounds.system = converted.system
),

money as (
    select *, refunded_since(refunds, date '0001-01-01') as dated_refund from amounts
)
select
    money.system || '|' || money.order_id as order_id,               -- system and the order's own number
    money.system,                                                    -- the system it came from
    identities.customer_id,                                          -- the customer, where one is known
    money.ordered_at,                                                -- when it was ordered
    cast(money.ordered_at as date) as ordered_on,                    -- the day it was ordered
    case
        when money.test_rule is not null then 'test'
        when money.cancelled_at is not null or is_withdrawn(money.status) then 'cancelled'
        when money.rate is null then 'unconverted'
        when money.gross - money.discount < 0 then 'return'
        when money.gross - money.discount = 0 then 'adjustment'
        else 'sale'
    end as kind,                                                     -- sale, return, cancelled, test, adjustment, or unconverted: in a currency without a rate
    cast(money.cancelled_at as date) as cancelled_on,                -- the day it was cancelled, where told
    money.test_rule,                                                 -- why it counts as a test
    money.wholesale_rule,                                            -- why it counts as wholesale
    money.wholesale_rule is not null as is_wholesale,                -- whether it is wholesale
    money.gross as gross_amount,                                     -- before discount
    money.discount as discount_amount,                               -- discount on the order
    cast(greatest(money.told_refund, money.dated_refund) as decimal(18, 2)) as refunded_amount, -- paid back or returned, with a day and without
    cast(greatest(money.told_refund - money.dated_refund, 0) as decimal(18, 2)) as undated_refund_amount, -- of that, told without its day
    money.refunds,                                                   -- of that, what was told with its day: paid_on and amount of each
    cast(money.gross - money.discount - greatest(money.told_refund, money.dated_refund) as decimal(18, 2)) as amount, -- net
    currency_code(money.currency) as currency,                       -- the currency as exported; unconverted orders stay in it
    cast(money.rate as double) as exchange_rate,                     -- of that currency on that day, into the company's
    channels.channel,                                                -- where it was ordered
    cast(money.items as bigint) as items,                            -- line items, 0 where the export has none
    money.pieces,                                                    -- pieces, where the export has lines
    money.file_id                                                    -- the file it came in
from money
left join core.identities as identities on identities.person_key = money.person_key
left join core.channels as channels on channels.words = lower(trim(money.channel))
