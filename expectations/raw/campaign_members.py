"""A campaign member belongs to a campaign, can be recognised, and reacted only after the sending."""

import great_expectations.expectations as gxe

from expectations.floors import delivered
from expectations.shared import looks_like_email

suite = [
    delivered("campaign_members"),
    gxe.ExpectColumnValuesToNotBeNull(column="campaign_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="is_control", mostly=0.99, severity="warning"),
    gxe.ExpectColumnValuesToBeBetween(column="cost", min_value=0, severity="warning"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            "select campaign_id from {batch} where is_current group by campaign_id"
            " having avg(case when coalesce(customer_ref, email, phone) is null then 0.0 else 1.0 end) < 0.9"
        ),
        description="nine in ten of each campaign's members can be recognised",
        severity="warning",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select campaign_id from {batch} where opened_at < sent_at or clicked_at < sent_at",
        description="nobody reacts before the sending",
        severity="warning",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select campaign_id from {batch} where is_control and opened_at is not null",
        description="nobody held back opens the message",
        severity="warning",
    ),
    looks_like_email(),
]
