"""A ticket has its own number and a day it was opened."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("raw.tickets", "is_current"),
    gxe.ExpectColumnValuesToBeUnique(column="ticket_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="opened_at"),
    gxe.ExpectColumnPairValuesAToBeGreaterThanB(
        column_A="closed_at",
        column_B="opened_at",
        or_equal=True,
        ignore_row_if="either_value_is_missing",
        severity="warning",
    ),
    gxe.ExpectColumnValuesToBeBetween(column="satisfaction", min_value=0, max_value=10, severity="warning"),
]
