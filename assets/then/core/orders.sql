-- Orders without what became of them later: what was paid back since is not taken off; none that were cancelled.
select
    * exclude (refunded_amount, undated_refund_amount, refunds) replace (
        cast(amount + unknown_refund(refunds, undated_refund_amount, ordered_on, $as_of) as decimal(18, 2)) as amount
    )
from core.orders
where kind <> 'cancelled'
