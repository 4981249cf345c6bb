"""An order has a number, a day and an amount, and is current at most once."""

import great_expectations.expectations as gxe

from expectations.floors import delivered
from expectations.shared import (
    current_once,
    looks_like_email,
    mostly_filled,
    paid_or_cancelled,
    steady_day,
    steady_size,
    told_as_elsewhere,
    told_once,
    understood,
    without_silence,
)

suite = [
    delivered("orders"),
    gxe.ExpectColumnValuesToNotBeNull(column="order_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="ordered_at"),
    gxe.ExpectColumnValuesToNotBeNull(column="amount"),
    gxe.ExpectColumnValuesToNotBeNull(column="is_current"),
    gxe.ExpectColumnValuesToBeBetween(column="ordered_at", min_value="1990-01-01", max_value="2100-01-01"),
    current_once("order_id"),
    mostly_filled(0.5, "customer_ref", "email", "phone"),
    gxe.ExpectColumnValuesToBeBetween(column="discount", min_value=0, severity="warning"),
    understood(),
    looks_like_email(),
    told_once("order_id", "amount"),
    steady_day("order_id", "ordered_at"),
    steady_size("order_id", "amount"),
    without_silence("ordered_at"),
    told_as_elsewhere("order_id", "currency"),
    paid_or_cancelled(),
]
