"""A member of staff has a number and a name, and is current at most once."""

import great_expectations.expectations as gxe

from expectations.floors import delivered
from expectations.shared import current_once, mostly_filled

suite = [
    delivered("staff"),
    gxe.ExpectColumnValuesToNotBeNull(column="staff_id"),
    current_once("staff_id"),
    mostly_filled(0.9, "name", "email"),
]
