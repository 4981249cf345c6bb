"""An order has its own number, a day, a kind and an amount of the right sign."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectColumnValuesToBeUnique(column="order_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="ordered_at"),
    gxe.ExpectColumnValuesToNotBeNull(column="amount"),
    gxe.ExpectColumnValuesToBeInSet(
        column="kind", value_set=["sale", "return", "cancelled", "test", "adjustment", "unconverted"]
    ),
    gxe.ExpectColumnValuesToBeBetween(column="ordered_on", min_value="1990-01-01", max_value="2100-01-01"),
    gxe.ExpectColumnValuesToNotBeNull(column="customer_id", mostly=0.5, severity="warning"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select order_id from {batch} where amount <> gross_amount - discount_amount - refunded_amount",
        description="net is gross less discount and refund",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select order_id from {batch} where undated_refund_amount < 0 or refunded_amount <> undated_refund_amount + refunded_since(refunds, date '0001-01-01')",
        description="what was paid back is what has a day and what has none",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select order_id from {batch} where kind = 'unconverted'",
        description="every currency has a rate (rates.csv may name one)",
        severity="warning",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select order_id from {batch} where kind = 'sale' and refunded_amount > gross_amount",
        description="no more is paid back than was paid",
        severity="warning",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            "select order_id from {batch} where kind = 'sale' and discount_amount * 10 > gross_amount * 9"
        ),
        description="no discount takes more than nine tenths of the price",
        severity="warning",
    ),
]
