"""A payment has a number, a day and an amount, and is current at most once."""

import great_expectations.expectations as gxe

from expectations.floors import delivered
from expectations.shared import current_once, mostly_filled, within_reason

suite = [
    delivered("payments"),
    gxe.ExpectColumnValuesToNotBeNull(column="payment_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="paid_at"),
    gxe.ExpectColumnValuesToNotBeNull(column="amount"),
    within_reason("paid_at"),
    current_once("payment_id"),
    mostly_filled(0.5, "order_id", "customer_ref", "email", "phone", "customer_name"),
]
