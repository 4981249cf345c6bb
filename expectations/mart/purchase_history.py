"""Every buyer has one history, and it is possible."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectColumnValuesToBeUnique(column="customer_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="customer_id"),
    gxe.ExpectColumnValuesToBeBetween(column="frequency", min_value=0),
    gxe.ExpectColumnValuesToBeBetween(column="orders", min_value=1),
    gxe.ExpectColumnValuesToNotBeNull(column="revenue"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select customer_id from {batch} where recency < 0 or recency >= T or (frequency = 0) <> (recency = 0)",
        description="the latest purchase lies between the first and the reporting day",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select customer_id from {batch} where monetary_value <= 0 or (frequency = 0 and monetary_value is not null)",
        description="a value per repeat purchase is positive and has one",
    ),
]
