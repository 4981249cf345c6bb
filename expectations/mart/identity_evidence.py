"""The evidence is one row of counts."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="customers"),
    gxe.ExpectTableRowCountToEqual(value=1),
    gxe.ExpectColumnValuesToBeBetween(column="customers", min_value=1),
]
