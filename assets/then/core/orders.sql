-- Orders without what became of them later: what was paid back since is not taken off, what was cancelled since is a sale.
-- What was cancelled on a day that nobody tells is not there.
select
    * exclude (refunded_amount, undated_refund_amount, refunds) replace (
        kind_before(kind, gross_amount, discount_amount, cancelled_on, $as_of) as kind,
        case when cancelled_on < $as_of then cancelled_on end as cancelled_on,
        known_net(amount, refunds, undated_refund_amount, ordered_on, $as_of) as amount
    )
from core.orders
where kind <> 'cancelled' or cancelled_on is not null
