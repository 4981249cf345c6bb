"""Every measure of identity is there, with a sentence in both languages."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToEqual(value=7),
    gxe.ExpectColumnValuesToBeUnique(column="measure"),
    gxe.ExpectColumnValuesToNotBeNull(column="sentence_en"),
    gxe.ExpectColumnValuesToNotBeNull(column="sentence_zh"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select measure from {batch} where is_alarm",
        description="nothing looks merged too far or too little",
        severity="warning",
    ),
]
