"""Every feature has one index."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="feature"),
    gxe.ExpectColumnValuesToNotBeNull(column="psi"),
    gxe.ExpectColumnValuesToNotBeNull(column="verdict"),
    gxe.ExpectColumnValuesToBeUnique(column="feature"),
    gxe.ExpectColumnValuesToBeBetween(column="psi", min_value=0),
    gxe.ExpectColumnValuesToBeInSet(column="verdict", value_set=["stable", "moved", "shifted"]),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select feature from {batch} where verdict = 'shifted'",
        description="the customers are like those that the champion learned from",
        severity="warning",
    ),
]
