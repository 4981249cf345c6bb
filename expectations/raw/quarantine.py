"""A row set aside has its file, its line, its text and a reason."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="file_id"),
    gxe.ExpectColumnValuesToBeBetween(column="line", min_value=1),
    gxe.ExpectColumnValuesToNotBeNull(column="raw_text"),
    gxe.ExpectColumnValuesToNotBeNull(column="reason"),
    gxe.ExpectColumnValuesToBeInSet(
        column="reason_code",
        value_set=[
            "ragged", "damaged_number", "missing_required", "bad_date", "bad_number", "undecodable", "unclosed_quote"
        ],
    ),
]  # fmt: skip
