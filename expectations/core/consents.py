"""A consent is one statement per customer and channel."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["customer_id", "channel"]),
    gxe.ExpectColumnValuesToBeInSet(
        column="channel", value_set=["email", "sms", "phone"], severity="warning"
    ),
    gxe.ExpectColumnValuesToNotBeNull(column="is_granted"),
]
