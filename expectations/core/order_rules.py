"""A rule that caught something says how much."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["system", "rule"]),
    gxe.ExpectColumnValuesToBeBetween(column="orders", min_value=1),
    gxe.ExpectColumnValuesToNotBeNull(column="amount"),
]
