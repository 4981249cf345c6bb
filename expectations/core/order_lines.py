"""A line belongs to an order."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="order_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="ordered_at", mostly=0.99, severity="warning"),
    gxe.ExpectColumnValuesToNotBeNull(column="amount", mostly=0.99, severity="warning"),
]
