"""A lead has a number, a way to reach the person, and is current at most once."""

import great_expectations.expectations as gxe

from expectations.floors import delivered
from expectations.shared import current_once, in_order, legible, looks_like_email, mostly_filled, told_apart

suite = [
    delivered("leads"),
    gxe.ExpectColumnValuesToNotBeNull(column="record_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="person_key"),
    gxe.ExpectColumnValuesToNotBeNull(column="is_current"),
    current_once("record_id"),
    mostly_filled(0.5, "email", "phone"),
    in_order("record_id", "created_at", "converted_at"),
    legible("name"),
    looks_like_email(),
    told_apart("email"),
]
