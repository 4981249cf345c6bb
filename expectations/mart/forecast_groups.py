"""Everybody asked about at a test day is of one kind in each way of looking."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.holdout_forecasts", severity="warning"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["origin", "customer_id"]),
    gxe.ExpectColumnValuesToNotBeNull(column="segment"),
    gxe.ExpectColumnValuesToBeInSet(column="tenure", value_set=["new", "first year", "longer"]),
    gxe.ExpectColumnValuesToNotBeNull(column="channel"),
]
