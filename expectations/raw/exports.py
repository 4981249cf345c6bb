"""The ledger has every file once, in an order of its own, and at least one was read."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectColumnValuesToBeUnique(column="file_id"),
    gxe.ExpectColumnValuesToBeUnique(column="arrival"),
    gxe.ExpectColumnValuesToNotBeNull(column="file"),
    gxe.ExpectColumnValuesToBeInSet(column="status", value_set=["loaded", "held", "refused", "completed"]),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            "select file_id from {batch} where status = 'loaded' and records <> accepted + quarantined + blank"
        ),
        description="records = accepted + quarantined + blank",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select 1 as none_loaded from {batch} having count(*) filter (status = 'loaded') = 0",
        description="at least one file was read",
    ),
]
