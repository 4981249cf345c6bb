"""Shares are shares."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["model", "origin"]),
    gxe.ExpectColumnValuesToBeBetween(column="inside", min_value=0, max_value=1),
    gxe.ExpectColumnValuesToBeBetween(column="within", min_value=0, max_value=1),
]
