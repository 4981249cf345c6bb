"""A customer stands once at each further day, and comes back after it."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="customer_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="as_of"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["customer_id", "as_of"]),
    gxe.ExpectColumnValuesToBeBetween(column="next_order_after", min_value=0),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select customer_id from {batch} where recency_days < 1",
        description="features end before their day",
    ),
]
