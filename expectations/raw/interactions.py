"""An interaction has a moment and a kind; all rows of one number come from one file."""

import great_expectations.expectations as gxe

from expectations.floors import delivered
from expectations.shared import from_one_file, in_order, mostly_filled, within_reason

suite = [
    delivered("interactions"),
    gxe.ExpectColumnValuesToNotBeNull(column="happened_at"),
    gxe.ExpectColumnValuesToNotBeNull(column="is_current"),
    within_reason("happened_at"),
    from_one_file("interaction_id"),
    mostly_filled(0.5, "kind", "channel"),
    gxe.ExpectColumnValuesToBeBetween(column="duration_seconds", min_value=0, severity="warning"),
    in_order("interaction_id", "happened_at", "ended_at"),
]
