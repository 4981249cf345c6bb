"""Each distinct history once, with probabilities, orders that grow with the horizon, and a next order."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.purchase_history"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["frequency", "recency", "T"]),
    gxe.ExpectColumnValuesToBeBetween(column="p_alive", min_value=0, max_value=1),
    gxe.ExpectColumnValuesToNotBeNull(column="p_alive"),
    gxe.ExpectColumnValuesToNotBeNull(column="expected_orders_365"),
    gxe.ExpectColumnValuesToNotBeNull(column="upper_ratio"),
    gxe.ExpectColumnValuesToNotBeNull(column="next_days_50"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select frequency from {batch} where expected_orders_30 > expected_orders_90 or expected_orders_90 > expected_orders_365 or expected_orders_30 < 0",
        description="longer horizons bring more orders",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select frequency from {batch} where p_order_30 > p_order_60 or p_order_60 > p_order_90 or next_days_10 > next_days_50 or next_days_50 > next_days_90",
        description="time only adds to the chance of an order",
    ),
]
