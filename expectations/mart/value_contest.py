"""A contender stands once for each kind of forecast, and each kind has one champion."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.holdout_forecasts", severity="warning"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["forecast", "contender"]),
    gxe.ExpectColumnValuesToBeInSet(column="forecast", value_set=["orders", "money"]),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select forecast from {batch} group by forecast having sum(case when is_champion then 1 else 0 end) <> 1",
        description="one champion each",
    ),
]
