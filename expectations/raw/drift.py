"""A change is of one of four kinds and names its column."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToBeInSet(column="change", value_set=["added", "missing", "renamed", "type"]),
    gxe.ExpectColumnValuesToNotBeNull(column="column"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select feed from {batch} where change = 'missing'",
        description="no column went missing",
        severity="warning",
    ),
]
