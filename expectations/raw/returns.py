"""Returned goods have a number, a day and the sale they belong to."""

import great_expectations.expectations as gxe

from expectations.floors import delivered
from expectations.shared import current_once, mostly_filled, within_reason

suite = [
    delivered("returns"),
    gxe.ExpectColumnValuesToNotBeNull(column="return_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="returned_at"),
    within_reason("returned_at"),
    current_once("return_id"),
    mostly_filled(0.5, "order_id", "customer_ref", "email", "phone"),
    gxe.ExpectColumnValuesToBeBetween(column="quantity", min_value=0, severity="warning"),
]
