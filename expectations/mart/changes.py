"""A change is a sentence in both languages."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectColumnValuesToNotBeNull(column="sentence_en"),
    gxe.ExpectColumnValuesToNotBeNull(column="sentence_zh"),
]
