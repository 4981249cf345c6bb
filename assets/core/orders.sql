-- One row per order, return or correction, with its net amount and the customer where one is known.
with headers as (
    select
        system || '|' || order_id as order_id, system, person_key, ordered_at, channel, currency, cancelled_at, file_id,
        coalesce(customer_ref, customer_name, email, phone) is not null as is_named,
        coalesce(amount, 0) + coalesce(discount, 0)                     as gross_amount,
        coalesce(discount, 0)                                           as discount_amount,
        coalesce(refunded, 0)                                           as refunded_amount,
        0                                                               as items,
        lower(coalesce(status, ''))                                     as status,
        lower(concat_ws(' ', channel, tags, note))                      as words
    from raw.orders
    where is_current
),

baskets as (
    select
        system || '|' || order_id as order_id, system,
        min(person_key)                                                               as person_key,
        min(ordered_at)                                                               as ordered_at,
        min(channel)                                                                  as channel,
        min(currency)                                                                 as currency,
        min(cancelled_at)                                                             as cancelled_at,
        min(file_id)                                                                  as file_id,
        bool_or(coalesce(customer_ref, customer_name, email, phone) is not null)      as is_named,
        sum(cast(quantity * unit_price as decimal(18, 2)) - coalesce(line_discount, 0)) as lines_amount,
        max(order_total)                                                              as order_total,
        max(coalesce(order_discount, 0))                                              as discount_amount,
        max(coalesce(refunded, 0))                                                    as refunded_amount,
        count(*)                                                                      as items,
        lower(coalesce(min(status), ''))                                              as status,
        lower(concat_ws(' ', min(channel), min(tags), min(note)))                     as words
    from raw.order_lines
    where is_current
    group by system, order_id
),

united as (
    select
        order_id, system, person_key, ordered_at, channel, currency, cancelled_at, file_id, is_named,
        gross_amount, discount_amount, refunded_amount, items, status, words
    from headers
    union all
    select
        order_id, system, person_key, ordered_at, channel, currency, cancelled_at, file_id, is_named,
        coalesce(order_total + discount_amount, lines_amount) as gross_amount,
        discount_amount, refunded_amount, items, status, words
    from baskets
)
select
    united.order_id,                                                 -- system and the order's own number
    united.system,                                                   -- the system it came from
    case when united.is_named then identities.customer_id end as customer_id, -- the customer, where one is known
    united.ordered_at,                                               -- when it was ordered
    cast(united.ordered_at as date) as ordered_on,                   -- the day it was ordered
    case
        when regexp_matches(united.words, '(^|[^a-z])test([^a-z]|$)|测试') then 'test'
        when united.cancelled_at is not null or regexp_matches(united.status, 'cancel|void|作废|取消|关闭') then 'cancelled'
        when united.gross_amount - united.discount_amount < 0 then 'return'
        when united.gross_amount - united.discount_amount = 0 then 'adjustment'
        else 'sale'
    end as kind,                                                     -- sale, return, cancelled, test or adjustment
    regexp_matches(united.words, 'wholesale|批发') as is_wholesale,   -- whether the order says that it is wholesale
    cast(united.gross_amount as decimal(18, 2)) as gross_amount,     -- before discount
    cast(united.discount_amount as decimal(18, 2)) as discount_amount, -- discount on the order
    cast(united.refunded_amount as decimal(18, 2)) as refunded_amount, -- paid back, known without its day
    cast(united.gross_amount - united.discount_amount - united.refunded_amount as decimal(18, 2)) as amount, -- net
    united.currency,                                                 -- the currency as exported
    united.channel,                                                  -- where it was ordered
    united.items,                                                    -- line items, 0 where the export has none
    united.file_id                                                   -- the file it came in
from united
left join core.identities as identities on identities.person_key = united.person_key
