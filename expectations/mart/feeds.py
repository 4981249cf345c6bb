"""Each feed once, in a state that is explained in both languages; none is missing, frozen, empty or late."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectColumnValuesToBeUnique(column="feed"),
    gxe.ExpectColumnValuesToBeInSet(
        column="state", value_set=["current", "late", "empty", "frozen", "missing"]
    ),
    gxe.ExpectColumnValuesToNotBeNull(column="sentence_en"),
    gxe.ExpectColumnValuesToNotBeNull(column="sentence_zh"),
    gxe.ExpectColumnValuesToBeBetween(column="behind_days", min_value=0),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select feed from {batch} where state <> 'current'",
        description="no feed is missing, frozen, empty or late",
        severity="warning",
    ),
]
