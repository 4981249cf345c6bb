"""An entry of the timeline has a person, a moment and a channel."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("raw.interactions", "is_current", severity="warning"),
    fed_by("raw.tickets", "is_current", severity="warning"),
    gxe.ExpectColumnValuesToNotBeNull(column="customer_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="happened_at"),
    gxe.ExpectColumnValuesToBeInSet(
        column="channel",
        value_set=[
            "phone",
            "email",
            "sms",
            "wechat",
            "chat",
            "visit",
            "exhibition",
            "social",
            "referral",
            "marketplace",
            "app",
            "web",
            "shop",
            "other",
        ],
    ),
    gxe.ExpectColumnValuesToBeInSet(column="direction", value_set=["inbound", "outbound"]),
]
