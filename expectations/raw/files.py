"""The books balance: every record a file held was loaded, set aside, a duplicate, or blank."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="file_id"),
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectColumnValuesToBeUnique(column="file_id"),
    gxe.ExpectColumnValuesToBeInSet(column="status", value_set=["loaded", "held", "refused", "completed"]),
    gxe.ExpectColumnValuesToBeBetween(column="blank", min_value=0),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            "select file_id from {batch} where records <> loaded + quarantined + duplicate + blank"
        ),
        description="records = loaded + quarantined + duplicate + blank",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select file_id from {batch} where status in ('held', 'refused')",
        description="no file waits for an answer",
        severity="warning",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select file_id from {batch} where status = 'loaded' and records = 0",
        description="no file is empty",
        severity="warning",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select file_id from {batch} where records >= 100 and quarantined * 20 > records",
        description="at most one record in twenty is set aside",
        severity="warning",
    ),
]
