"""One version of a model predicts, and it was promoted."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="model"),
    gxe.ExpectColumnValuesToNotBeNull(column="version"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["model", "version"]),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select model from {batch} where is_champion group by model having count(*) > 1",
        description="a model has one champion",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select version from {batch} where is_champion and promoted_on is null",
        description="the champion was promoted",
    ),
]
