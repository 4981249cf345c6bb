"""A customer is in one group of each kind at each past day."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["origin", "customer_id", "kind"]),
    gxe.ExpectColumnValuesToNotBeNull(column="name"),
    gxe.ExpectColumnValuesToBeInSet(
        column="kind", value_set=["tenure", "orders", "channels", "channel", "segment"]
    ),
]
