"""The books of every file and system balance."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["scope", "name"], severity="warning"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select name from {batch} where records <> loaded + quarantined + duplicate + blank",
        description="the books balance",
    ),
]
