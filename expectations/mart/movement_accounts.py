"""Nobody is counted twice within a cause."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["segment", "step"]),
    gxe.ExpectColumnValuesToBeBetween(column="came", min_value=0),
    gxe.ExpectColumnValuesToBeBetween(column="went", min_value=0),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select segment from {batch} where customers <> came - went",
        description="the difference is what came less what went",
    ),
]
