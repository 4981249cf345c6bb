"""Scores are shares of what was asked."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("raw.files", "loaded + quarantined > 0"),
    gxe.ExpectColumnValuesToNotBeNull(column="scope"),
    gxe.ExpectColumnValuesToNotBeNull(column="name"),
    gxe.ExpectColumnValuesToNotBeNull(column="question"),
    gxe.ExpectColumnValuesToNotBeNull(column="score"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["scope", "name", "dimension", "question"]),
    gxe.ExpectColumnValuesToBeBetween(column="score", min_value=0, max_value=1),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select name from {batch} where met > asked or asked = 0",
        description="no more holds than was asked",
    ),
]
