"""One row per buyer, with possible numbers."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectColumnValuesToBeUnique(column="customer_id"),
    gxe.ExpectColumnValuesToBeBetween(column="churn_probability", min_value=0, max_value=1),
    gxe.ExpectColumnValuesToBeBetween(column="repeat_probability", min_value=0, max_value=1),
    gxe.ExpectColumnValuesToBeBetween(column="expected_orders_90", min_value=0),
    gxe.ExpectColumnValuesToNotBeNull(column="churn_probability"),
]
