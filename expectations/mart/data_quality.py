"""The books of every file and system balance."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("raw.files", "records > 0"),
    gxe.ExpectColumnValuesToNotBeNull(column="scope"),
    gxe.ExpectColumnValuesToNotBeNull(column="name"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["scope", "name"], severity="warning"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select name from {batch} where records <> loaded + quarantined + duplicate + blank",
        description="the books balance",
    ),
]
