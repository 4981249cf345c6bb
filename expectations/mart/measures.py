"""A measure has a name and a definition in both languages."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectColumnValuesToBeUnique(column="measure"),
    gxe.ExpectColumnValuesToNotBeNull(column="definition_en"),
    gxe.ExpectColumnValuesToNotBeNull(column="definition_zh"),
    gxe.ExpectColumnValuesToBeInSet(column="unit", value_set=["count", "money", "rate"]),
]
