"""A product has its own number and a name."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("raw.products", "is_current"),
    gxe.ExpectColumnValuesToBeUnique(column="product_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="name", mostly=0.95, severity="warning"),
    gxe.ExpectColumnValuesToBeBetween(column="unit_cost", min_value=0, severity="warning"),
]
