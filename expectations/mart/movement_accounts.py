"""Nobody is counted twice within a cause."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.movement_steps"),
    gxe.ExpectColumnValuesToNotBeNull(column="segment"),
    gxe.ExpectColumnValuesToNotBeNull(column="cause"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["segment", "step"]),
    gxe.ExpectColumnValuesToBeBetween(column="came", min_value=0),
    gxe.ExpectColumnValuesToBeBetween(column="went", min_value=0),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select segment from {batch} where customers <> came - went",
        description="the difference is what came less what went",
    ),
]
