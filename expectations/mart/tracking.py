"""Cumulative orders do not fall."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.churn_window", "origins >= 1", severity="warning"),
    gxe.ExpectColumnValuesToNotBeNull(column="model"),
    gxe.ExpectColumnValuesToNotBeNull(column="week_on"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["model", "week_on"]),
    gxe.ExpectColumnValuesToBeBetween(column="actual", min_value=0),
    gxe.ExpectColumnValuesToBeBetween(column="predicted", min_value=0),
]
