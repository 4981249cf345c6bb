"""The curve rises from nobody to everybody."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.holdout_forecasts", severity="warning"),
    gxe.ExpectColumnValuesToNotBeNull(column="model"),
    gxe.ExpectColumnValuesToNotBeNull(column="share"),
    gxe.ExpectColumnValuesToNotBeNull(column="captured"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["model", "origin", "share"]),
    gxe.ExpectColumnValuesToBeBetween(column="share", min_value=0, max_value=1),
    gxe.ExpectColumnValuesToBeBetween(column="captured", min_value=0, max_value=1),
]
