"""A customer is in one household, and no household is one person."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="customer_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="household_id"),
    gxe.ExpectColumnValuesToBeUnique(column="customer_id"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select household_id from {batch} group by household_id having count(*) = 1",
        description="a household has several people",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select household_id from {batch} group by household_id having count(*) > 12",
        description="no household is a building",
        severity="warning",
    ),
]
