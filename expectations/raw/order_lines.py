"""An order line has an order, a day and a quantity; all current lines of an order come from one file."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="order_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="quantity"),
    gxe.ExpectColumnValuesToNotBeNull(column="is_current"),
    gxe.ExpectColumnValuesToBeBetween(column="ordered_at", min_value="1990-01-01", max_value="2100-01-01"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            "select system, order_id from {batch} where is_current group by system, order_id"
            " having min(arrival) <> max(arrival)"
        ),
        description="an order's current lines come from one file",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            "select system from {batch} where is_current group by system"
            " having avg(case when unit_price is null then 0.0 else 1.0 end) < 0.95"
        ),
        description="nearly every line has a price",
        severity="warning",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            "select system from {batch} where is_current group by system"
            " having avg(case when coalesce(customer_ref, email, phone) is null then 0.0 else 1.0 end) < 0.5"
        ),
        description="at least half of each system's lines name their customer",
        severity="warning",
    ),
]
