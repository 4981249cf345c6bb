"""A prediction is graded once, after its time has passed."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="snapshot"),
    gxe.ExpectColumnValuesToNotBeNull(column="model"),
    gxe.ExpectColumnValuesToNotBeNull(column="predicted"),
    gxe.ExpectColumnValuesToNotBeNull(column="observed"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["snapshot", "list", "model", "days", "band"]),
    gxe.ExpectColumnValuesToBeBetween(column="band", min_value=1, max_value=5),
    gxe.ExpectColumnValuesToBeBetween(column="customers", min_value=1),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select snapshot from {batch} where due_on > (select max(as_of) from core.reporting_day)",
        description="nothing is graded before it is due",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select snapshot from {batch} where model in ('churn', 'repeat_purchase') and not (predicted between 0 and 1 and observed between lower - 1e-9 and upper + 1e-9)",
        description="shares lie within their limits",
    ),
]
