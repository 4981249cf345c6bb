"""Gaps are at least a day long and occur."""

import great_expectations.expectations as gxe

from expectations.floors import BEFORE, fed_by

suite = [
    fed_by("mart.purchase_days", f"orders > 0 and {BEFORE} group by customer_id having count(*) > 1"),
    gxe.ExpectColumnValuesToNotBeNull(column="gap_days"),
    gxe.ExpectColumnValuesToNotBeNull(column="gaps"),
    gxe.ExpectColumnValuesToBeBetween(column="gap_days", min_value=1),
    gxe.ExpectColumnValuesToBeBetween(column="gaps", min_value=1),
    gxe.ExpectColumnValuesToBeUnique(column="gap_days"),
]
