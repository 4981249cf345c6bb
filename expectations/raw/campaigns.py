"""A campaign has a number or a name, and is current at most once."""

import great_expectations.expectations as gxe

from expectations.floors import delivered
from expectations.shared import current_once, in_order, mostly_filled

suite = [
    delivered("campaigns"),
    gxe.ExpectColumnValuesToNotBeNull(column="campaign_id"),
    current_once("campaign_id"),
    mostly_filled(0.9, "name", "subject"),
    gxe.ExpectColumnValuesToBeBetween(column="cost", min_value=0, severity="warning"),
    in_order("campaign_id", "started_on", "ends_on"),
]
