"""Shares are shares."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.holdout_forecasts", severity="warning"),
    gxe.ExpectColumnValuesToNotBeNull(column="model"),
    gxe.ExpectColumnValuesToNotBeNull(column="origin"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["model", "origin"]),
    gxe.ExpectColumnValuesToBeBetween(column="inside", min_value=0, max_value=1),
    gxe.ExpectColumnValuesToBeBetween(column="within", min_value=0, max_value=1),
]
