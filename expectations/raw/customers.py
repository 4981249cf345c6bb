"""A customer record has a number, a way to reach or name the person, and is current at most once."""

import great_expectations.expectations as gxe

from expectations.shared import (
    in_order,
    legible,
    looks_like_email,
    paired_quotes,
    still_told,
    told_apart,
)

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="record_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="person_key"),
    gxe.ExpectColumnValuesToNotBeNull(column="is_current"),
    gxe.ExpectColumnValueLengthsToBeBetween(column="record_id", min_value=1, max_value=200),
    gxe.ExpectColumnValuesToBeBetween(column="birth_on", min_value="1900-01-01", max_value="2100-01-01"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            "select system, record_id from {batch} where is_current group by system, record_id having count(*) > 1"
        ),
        description="a record is current once",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            "select system from {batch} where is_current group by system"
            " having avg(case when coalesce(email, phone) is null then 0.0 else 1.0 end) < 0.3"
        ),
        description="at least three records in ten of each system have an e-mail address or a phone number",
        severity="warning",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select record_id from {batch} where modified_at < created_at",
        description="nothing is changed before it is created",
        severity="warning",
    ),
    legible("name"),
    looks_like_email(),
    told_apart("email"),
    told_apart("phone"),
    in_order("record_id", "birth_on", "created_at"),
    still_told("email"),
    still_told("phone"),
    paired_quotes("name"),
]
