"""Each model has a grade and a sentence, and a leak is never graded better than D."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToEqual(value=3),
    gxe.ExpectColumnValuesToBeUnique(column="model"),
    gxe.ExpectColumnValuesToBeInSet(column="grade", value_set=["A", "B", "C", "D"]),
    gxe.ExpectColumnValuesToNotBeNull(column="sentence_en"),
    gxe.ExpectColumnValuesToNotBeNull(column="sentence_zh"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select model from {batch} where not is_leak_free and grade <> 'D'",
        description="a model that knows the future is refused",
    ),
]
