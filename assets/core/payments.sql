-- One row per payment or refund, with its customer where one is known.
select
    payments.system || '|' || payments.payment_id as payment_id, -- system and the payment's own number
    payments.system || '|' || payments.order_id as order_id,     -- the order it pays
    identities.customer_id,                                      -- the customer, where one is known
    payments.paid_at,                                            -- when it was paid
    case
        when payments.amount < 0 or regexp_matches(lower(coalesce(payments.kind, '')), 'refund|退款') then 'refund'
        else 'payment'
    end as kind,                                                 -- payment or refund
    cast(payments.amount * case when payments.currency is null then 1.0 else rates.rate end as decimal(18, 2))
        as amount,                                               -- in the company's currency; blank without a rate
    currency_code(payments.currency) as currency,                -- the currency as exported
    payments.method,                                             -- how it was paid
    payments.status                                              -- as exported
from raw.payments as payments
left join core.identities as identities on identities.person_key = payments.person_key
left join core.exchange_rates as rates
    on rates.currency = currency_code(payments.currency) and rates.on_day = cast(payments.paid_at as date)
where payments.is_current and not coalesce(payments.is_test, false)
