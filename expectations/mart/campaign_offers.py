"""Each offer has one line per stage; what was not measured is not called so."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="offer"),
    gxe.ExpectColumnValuesToNotBeNull(column="channel"),
    gxe.ExpectColumnValuesToNotBeNull(column="stage"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["offer", "stage"]),
    gxe.ExpectColumnValuesToBeInSet(column="channel", value_set=["email", "sms", "phone"]),
    gxe.ExpectColumnValuesToBeInSet(column="evidence", value_set=["measured", "none"]),
    gxe.ExpectColumnValuesToBeInSet(column="basis", value_set=["model", "baseline"]),
    gxe.ExpectColumnValuesToBeBetween(column="cost", min_value=0),
    gxe.ExpectColumnValuesToBeBetween(column="trust", min_value=0, max_value=1),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select * from {batch} where evidence = 'measured'"
        " and (lower is null or margin_per_response is null)",
        description="what is measured has a figure and a margin",
    ),
]
