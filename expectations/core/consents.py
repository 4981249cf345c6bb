"""A consent is one statement per customer, channel and purpose."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["customer_id", "channel", "purpose"]),
    gxe.ExpectColumnValuesToBeInSet(
        column="channel",
        value_set=["email", "sms", "phone", "wechat", "whatsapp", "mail"],
        severity="warning",
    ),
    gxe.ExpectColumnValuesToNotBeNull(column="is_granted"),
]
