"""A firm has a number and a name, and is current at most once."""

import great_expectations.expectations as gxe

from expectations.floors import delivered
from expectations.shared import current_once, in_order, mostly_filled

suite = [
    delivered("accounts"),
    gxe.ExpectColumnValuesToNotBeNull(column="record_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="is_current"),
    current_once("record_id"),
    mostly_filled(0.9, "name"),
    in_order("record_id", "created_at", "modified_at"),
]
