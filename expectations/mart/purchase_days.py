"""A customer has a day once, and something happened on it."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["customer_id", "ordered_on"]),
    gxe.ExpectColumnValuesToNotBeNull(column="customer_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="ordered_on"),
    gxe.ExpectColumnValuesToNotBeNull(column="amount"),
    gxe.ExpectColumnValuesToBeBetween(column="orders", min_value=0),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select customer_id from {batch} where orders = 0 and amount > 0",
        description="money comes in with an order",
    ),
]
