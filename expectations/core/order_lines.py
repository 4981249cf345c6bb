"""A line belongs to an order."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("raw.order_lines", "is_current"),
    gxe.ExpectColumnValuesToNotBeNull(column="order_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="ordered_at", mostly=0.99, severity="warning"),
    gxe.ExpectColumnValuesToNotBeNull(column="amount", mostly=0.99, severity="warning"),
]
