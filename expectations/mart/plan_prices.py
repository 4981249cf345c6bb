"""No limit has a negative price."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.campaign_offers"),
    gxe.ExpectColumnValuesToBeUnique(column="name"),
    gxe.ExpectColumnValuesToBeInSet(column="kind", value_set=["budget", "channel"]),
    gxe.ExpectColumnValuesToNotBeNull(column="shadow_price"),
    gxe.ExpectColumnValuesToBeBetween(column="shadow_price", min_value=0),
    gxe.ExpectColumnValuesToBeBetween(column="dual_bound", min_value=0),
]
