"""An order line has an order, a day and a quantity; all current lines of an order come from one file."""

import great_expectations.expectations as gxe

from expectations.floors import delivered
from expectations.shared import (
    from_one_file,
    looks_like_email,
    mostly_filled,
    paid_or_cancelled,
    steady_day,
    steady_size,
    told_as_elsewhere,
    understood,
    without_silence,
)

suite = [
    delivered("order_lines"),
    gxe.ExpectColumnValuesToNotBeNull(column="order_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="quantity"),
    gxe.ExpectColumnValuesToNotBeNull(column="is_current"),
    gxe.ExpectColumnValuesToBeBetween(column="ordered_at", min_value="1990-01-01", max_value="2100-01-01"),
    from_one_file("order_id"),
    mostly_filled(0.95, "unit_price"),
    mostly_filled(0.5, "customer_ref", "email", "phone"),
    understood(),
    looks_like_email(),
    steady_day("order_id", "ordered_at"),
    steady_size("order_id", "order_total"),
    without_silence("ordered_at"),
    told_as_elsewhere("order_id", "currency"),
    paid_or_cancelled(),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select order_id from {batch} where is_current and quantity < 0 and order_total > 0",
        description="nothing is given back within an order that is paid",
        severity="warning",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            "select system, order_id from {batch} where is_current and order_total is not null"
            " group by system, order_id having sum(quantity * unit_price - coalesce(line_discount, 0))"
            " - max(coalesce(order_discount, 0)) > 1.01 * max(order_total) + 0.05"
        ),
        description="no order's lines, less its discounts, cost more than the order",
        severity="warning",
    ),
]
