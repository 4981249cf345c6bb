"""A model has a metric once at each past day, beside a rival."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.holdout_forecasts", severity="warning"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["model", "origin", "metric"]),
    gxe.ExpectColumnValuesToBeInSet(
        column="metric", value_set=["auc", "brier", "log_loss", "ece", "mae", "rmse", "sum_ratio"]
    ),
    gxe.ExpectColumnValuesToNotBeNull(column="baseline"),
    gxe.ExpectColumnValuesToBeBetween(column="customers", min_value=1),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select model from {batch} where lower > upper",
        description="the interval is in order",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select model from {batch} where metric = 'auc' and value > 0.97",
        description="no model is too good to be true",
        severity="warning",
    ),
]
