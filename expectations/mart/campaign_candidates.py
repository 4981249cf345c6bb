"""A customer meets each offer once, and whoever may get it has a value above zero."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.campaign_audience"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select customer_number, offer_number from {batch}"
        " group by customer_number, offer_number having count(*) > 1",
        description="a customer meets each offer once",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select * from {batch}"
        " where reason is null and not coalesce(expected_value_lower > 0, false)",
        description="whoever may get an offer is worth it",
    ),
]
