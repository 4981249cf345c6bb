"""An order has a number, a day and an amount, and is current at most once."""

import great_expectations.expectations as gxe

from expectations.shared import (
    looks_like_email,
    paid_or_cancelled,
    steady_day,
    steady_size,
    told_as_elsewhere,
    told_once,
    understood,
    without_silence,
)

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
    understood(),
    looks_like_email(),
    told_once("order_id", "amount"),
    steady_day("order_id", "ordered_at"),
    steady_size("order_id", "amount"),
    without_silence("ordered_at"),
    told_as_elsewhere("order_id", "currency"),
    paid_or_cancelled(),
]
