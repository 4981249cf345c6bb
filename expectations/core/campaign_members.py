"""A customer is once in a campaign, contacted or held back."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("raw.campaign_members", "is_current", severity="warning"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["campaign_id", "customer_id"]),
    gxe.ExpectColumnValuesToNotBeNull(column="is_control"),
    gxe.ExpectColumnValuesToNotBeNull(column="sent_at"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select customer_id from {batch} where is_control and clicked_at is not null",
        description="nobody held back has clicked",
        severity="warning",
    ),
]
