"""An alias leads to one customer, which is no alias itself."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToBeUnique(column="alias_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="customer_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="since_on"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select alias_id from {batch} where customer_id in (select alias_id from {batch})",
        description="aliases resolve through all merges",
    ),
]
