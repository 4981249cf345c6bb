"""A product has a number, a name, and is current at most once."""

import great_expectations.expectations as gxe

from expectations.floors import delivered
from expectations.shared import current_once, mostly_filled

suite = [
    delivered("products"),
    gxe.ExpectColumnValuesToNotBeNull(column="product_id"),
    current_once("product_id"),
    mostly_filled(0.9, "name", "sku"),
    gxe.ExpectColumnValuesToBeBetween(column="unit_price", min_value=0, severity="warning"),
    gxe.ExpectColumnValuesToBeBetween(column="unit_cost", min_value=0, severity="warning"),
]
