"""Levels lie within their intervals, and each model has one forecast."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="model"),
    gxe.ExpectColumnValuesToNotBeNull(column="log_odds"),
    gxe.ExpectColumnValuesToBeInSet(column="model", value_set=["churn", "repeat_purchase"]),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["model", "day"]),
    gxe.ExpectColumnValuesToBeBetween(column="log_odds", min_value=-3, max_value=3, severity="warning"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select model from {batch} where lower > log_odds or upper < log_odds",
        description="a level lies within its interval",
    ),
]
