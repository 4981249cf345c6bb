"""The company is on one row."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="customers"),
    gxe.ExpectTableRowCountToEqual(value=1),
    gxe.ExpectColumnValuesToBeBetween(column="customers", min_value=1),
    gxe.ExpectColumnValuesToBeBetween(column="repeat_rate", min_value=0, max_value=1),
]
