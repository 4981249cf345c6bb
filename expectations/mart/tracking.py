"""Cumulative orders do not fall."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["model", "week_on"]),
    gxe.ExpectColumnValuesToBeBetween(column="actual", min_value=0),
    gxe.ExpectColumnValuesToBeBetween(column="predicted", min_value=0),
]
