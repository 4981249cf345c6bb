"""The evidence is one row of counts."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToEqual(value=1),
    gxe.ExpectColumnValuesToBeBetween(column="customers", min_value=1),
]
