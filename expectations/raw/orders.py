"""An order has a number, a day and an amount, and is current at most once."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="order_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="ordered_at"),
    gxe.ExpectColumnValuesToNotBeNull(column="amount"),
    gxe.ExpectColumnValuesToNotBeNull(column="is_current"),
    gxe.ExpectColumnValuesToBeBetween(column="ordered_at", min_value="1990-01-01", max_value="2100-01-01"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            "select system, order_id from {batch} where is_current group by system, order_id having count(*) > 1"
        ),
        description="an order is current once",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            "select system from {batch} where is_current group by system"
            " having avg(case when coalesce(customer_ref, email, phone) is null then 0.0 else 1.0 end) < 0.5"
        ),
        description="at least half of each system's orders name their customer",
        severity="warning",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select order_id from {batch} where discount < 0",
        description="no discount is negative",
        severity="warning",
    ),
]
