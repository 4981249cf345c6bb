"""Everybody is drawn once, and has a worth."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.campaign_offers", severity="warning"),
    gxe.ExpectColumnValuesToBeUnique(column="customer_id"),
    gxe.ExpectColumnValuesToBeUnique(column="customer_number"),
    gxe.ExpectColumnValuesToNotBeNull(column="is_held_out"),
    gxe.ExpectColumnValuesToBeInSet(column="reason", value_set=["test or wholesale", "holdout", "fatigue"]),
    gxe.ExpectColumnValuesToNotBeNull(column="worth"),
    gxe.ExpectColumnValuesToBeBetween(column="worth", min_value=0),
]
