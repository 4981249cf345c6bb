"""Scores are shares."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["scope", "name", "dimension"]),
    gxe.ExpectColumnValuesToBeBetween(column="score", min_value=0, max_value=1),
    gxe.ExpectColumnValuesToBeBetween(column="previous_score", min_value=0, max_value=1),
]
