"""A ticket has a number and a day it was opened, and is current at most once."""

import great_expectations.expectations as gxe

from expectations.shared import (
    legible,
    looks_like_email,
    paired_quotes,
    steady_day,
    without_silence,
)

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="ticket_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="opened_at"),
    gxe.ExpectColumnValuesToBeBetween(column="satisfaction", min_value=0, max_value=100, severity="warning"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            "select system, ticket_id from {batch} where is_current group by system, ticket_id having count(*) > 1"
        ),
        description="a ticket is current once",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select ticket_id from {batch} where closed_at < opened_at",
        description="no ticket is closed before it is opened",
        severity="warning",
    ),
    legible("customer_name"),
    looks_like_email(),
    steady_day("ticket_id", "opened_at"),
    without_silence("opened_at"),
    paired_quotes("customer_name"),
]
