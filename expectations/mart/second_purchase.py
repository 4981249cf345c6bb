"""Weeks follow each other, and shares are shares."""

import great_expectations.expectations as gxe

from expectations.floors import BEFORE, fed_by

suite = [
    fed_by("mart.purchase_days", f"orders > 0 and {BEFORE}"),
    gxe.ExpectColumnValuesToBeUnique(column="week"),
    gxe.ExpectColumnValuesToBeBetween(column="share_returned", min_value=0, max_value=1),
    gxe.ExpectColumnValuesToBeBetween(column="share_expected", min_value=0, max_value=1),
    gxe.ExpectColumnValuesToNotBeNull(column="waiting"),
]
