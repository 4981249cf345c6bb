"""Each cell of a scheme belongs to one segment, and none is missing."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="scheme"),
    gxe.ExpectColumnValuesToNotBeNull(column="segment"),
    gxe.ExpectTableRowCountToEqual(value=277),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["scheme", "r", "f", "m"]),
]
