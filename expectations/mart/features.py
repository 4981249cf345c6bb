"""Every buyer has features, and they are possible."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectColumnValuesToBeUnique(column="customer_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="as_of"),
    gxe.ExpectColumnValuesToBeBetween(column="recency_days", min_value=1),
    gxe.ExpectColumnValuesToBeBetween(column="purchase_days", min_value=1),
    gxe.ExpectColumnValuesToNotBeNull(column="revenue_total"),
    gxe.ExpectColumnValuesToNotBeNull(column="average_order"),
    gxe.ExpectColumnValuesToNotBeNull(column="refund_rate"),
    gxe.ExpectColumnValuesToNotBeNull(column="tickets_180"),
    gxe.ExpectColumnValuesToNotBeNull(column="contacts_90"),
    gxe.ExpectColumnValuesToNotBeNull(column="is_wholesale"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select customer_id from {batch} where recency_days > tenure_days or purchase_days > orders or purchase_days > tenure_days",
        description="the counts fit into the time",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select customer_id from {batch} where orders_30 > orders_90 or orders_90 > orders_180 or orders_180 > orders_365 or orders_365 > orders",
        description="longer windows hold more orders",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select customer_id from {batch} where complaints_180 > tickets_180 or opens_90 > contacts_90",
        description="complaints are tickets and opens are contacts",
    ),
]
