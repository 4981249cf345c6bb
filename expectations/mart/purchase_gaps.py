"""Gaps are at least a day long and occur."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToBeBetween(column="gap_days", min_value=1),
    gxe.ExpectColumnValuesToBeBetween(column="gaps", min_value=1),
    gxe.ExpectColumnValuesToBeUnique(column="gap_days"),
]
