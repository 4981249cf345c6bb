"""A return came from a customer, has an amount, and comes after its sale."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("raw.returns", "is_current"),
    gxe.ExpectColumnValuesToBeUnique(column="return_line"),
    gxe.ExpectColumnValuesToBeInSet(
        column="matched_by", value_set=["order", "article", "customer", "nothing"]
    ),
    gxe.ExpectColumnValuesToBeBetween(column="amount", min_value=0),
    gxe.ExpectColumnValuesToBeBetween(column="days_kept", min_value=0, severity="warning"),
    gxe.ExpectColumnValuesToNotBeNull(column="order_id", mostly=0.8, severity="warning"),
]
