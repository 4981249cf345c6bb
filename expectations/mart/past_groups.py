"""A customer is in one group of each kind at each past day."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.training_set", severity="warning"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["origin", "customer_id", "kind"]),
    gxe.ExpectColumnValuesToNotBeNull(column="name"),
    gxe.ExpectColumnValuesToBeInSet(
        column="kind", value_set=["tenure", "orders", "channels", "channel", "segment"]
    ),
]
