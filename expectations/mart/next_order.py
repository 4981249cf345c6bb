"""Every buyer has chances of an order and days in order."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectColumnValuesToBeUnique(column="customer_id"),
    gxe.ExpectColumnValuesToBeBetween(column="p_order_30", min_value=0, max_value=1),
    gxe.ExpectColumnValuesToBeBetween(column="p_order_90", min_value=0, max_value=1),
    gxe.ExpectColumnValuesToNotBeNull(column="p_order_90"),
    gxe.ExpectColumnValuesToNotBeNull(column="expected_on"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select customer_id from {batch} where earliest_on > expected_on or expected_on > latest_on",
        description="the days are in order",
    ),
]
