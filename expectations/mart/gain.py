"""The curve rises from nobody to everybody."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["model", "origin", "share"]),
    gxe.ExpectColumnValuesToBeBetween(column="share", min_value=0, max_value=1),
    gxe.ExpectColumnValuesToBeBetween(column="captured", min_value=0, max_value=1),
]
