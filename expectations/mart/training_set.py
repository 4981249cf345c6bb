"""A customer stands once at each past day, with a label that is what came."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.churn_window", "origins >= 1", severity="warning"),
    gxe.ExpectColumnValuesToNotBeNull(column="customer_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="as_of"),
    gxe.ExpectColumnValuesToNotBeNull(column="churned"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["customer_id", "as_of"]),
    gxe.ExpectColumnValuesToBeInSet(column="churned", value_set=[0, 1]),
    gxe.ExpectColumnValuesToBeInSet(column="repeated", value_set=[0, 1]),
    gxe.ExpectColumnValuesToBeBetween(column="orders_after", min_value=0),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select customer_id from {batch} where (churned = 1) <> (orders_after = 0)",
        description="a leaver is one without an order",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select customer_id from {batch} where recency_days < 1",
        description="features end before their day",
    ),
]
