"""A file's place is taken at most once, never by itself, and the difference adds up."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="file_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="replaces"),
    gxe.ExpectColumnValuesToBeUnique(column="replaces"),
    gxe.ExpectColumnValuesToBeInSet(
        column="basis",
        value_set=["declared", "named", "same_name", "same_days", "more_days", "all_records", "changes"],
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select file_id from {batch} where file_id = replaces",
        description="no file replaces itself",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            "select file_id from {batch}"
            " where records_after <> records_before + added - removed or changed > records_before - removed"
        ),
        description="before + added - removed = after",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            "select file_id from {batch} where rows_came < added or rows_went < removed"
            " or rows_came + rows_went < added + removed + changed"
        ),
        description="every record that came, went or changed shows in its rows",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select file_id from {batch} where removed * 5 > records_before",
        description="no export lost more than one record in five of the one it replaced",
        severity="warning",
    ),
]
