"""A customer is forecast once at each past day, by probabilities and amounts."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.churn_window", "origins >= 3", severity="warning"),
    gxe.ExpectColumnValuesToNotBeNull(column="origin"),
    gxe.ExpectColumnValuesToNotBeNull(column="customer_id"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["customer_id", "origin"]),
    gxe.ExpectColumnValuesToBeBetween(column="churn", min_value=0, max_value=1),
    gxe.ExpectColumnValuesToBeBetween(column="repeat_purchase", min_value=0, max_value=1),
    gxe.ExpectColumnValuesToBeInSet(column="churned", value_set=[0, 1]),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select customer_id from {batch} where expected_orders < 0 or lifetime_value < 0",
        description="amounts are not negative",
    ),
]
