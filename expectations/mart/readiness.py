"""What is met is ready today."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="model"),
    gxe.ExpectColumnValuesToNotBeNull(column="level"),
    gxe.ExpectColumnValuesToNotBeNull(column="is_met"),
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["model", "level", "fact"]),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select model from {batch} where is_met <> (has >= needed)",
        description="what is met has what it needs",
    ),
]
