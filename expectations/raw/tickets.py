"""A ticket has a number and a day it was opened, and is current at most once."""

import great_expectations.expectations as gxe

from expectations.floors import delivered
from expectations.shared import (
    current_once,
    in_order,
    legible,
    looks_like_email,
    paired_quotes,
    steady_day,
    without_silence,
)

suite = [
    delivered("tickets"),
    gxe.ExpectColumnValuesToNotBeNull(column="ticket_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="opened_at"),
    gxe.ExpectColumnValuesToBeBetween(column="satisfaction", min_value=0, max_value=100, severity="warning"),
    current_once("ticket_id"),
    in_order("ticket_id", "opened_at", "closed_at"),
    legible("customer_name"),
    looks_like_email(),
    steady_day("ticket_id", "opened_at"),
    without_silence("opened_at"),
    paired_quotes("customer_name"),
]
