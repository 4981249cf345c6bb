"""A consent is one statement per customer, channel and purpose."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by(
        "core.people", "coalesce(email_consent, sms_consent, phone_consent) is not null", severity="warning"
    ),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["customer_id", "channel", "purpose"]),
    gxe.ExpectColumnValuesToBeInSet(
        column="channel",
        value_set=["email", "sms", "phone", "wechat", "whatsapp", "mail"],
        severity="warning",
    ),
    gxe.ExpectColumnValuesToNotBeNull(column="is_granted"),
]
