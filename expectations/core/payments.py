"""A payment has its own number, a day and an amount."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("raw.payments", "is_current and not coalesce(is_test, false)"),
    gxe.ExpectColumnValuesToBeUnique(column="payment_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="paid_at"),
    gxe.ExpectColumnValuesToNotBeNull(column="amount", mostly=0.99, severity="warning"),
    gxe.ExpectColumnValuesToNotBeNull(column="customer_id", mostly=0.5, severity="warning"),
]
