"""A tenth of the customers has one promise and one outcome."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.holdout_forecasts", severity="warning"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["model", "origin", "bin"]),
    gxe.ExpectColumnValuesToNotBeNull(column="predicted"),
    gxe.ExpectColumnValuesToNotBeNull(column="observed"),
    gxe.ExpectColumnValuesToBeBetween(column="customers", min_value=1),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select model from {batch} where lower > observed + 1e-9 or observed > upper + 1e-9",
        description="the interval holds what was observed",
    ),
]
