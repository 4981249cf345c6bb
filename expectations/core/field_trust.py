"""A system has one rank of trust for each field."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="system"),
    gxe.ExpectColumnValuesToNotBeNull(column="field"),
    gxe.ExpectColumnValuesToNotBeNull(column="trust"),
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["system", "field"]),
    gxe.ExpectColumnValuesToBeBetween(column="trust", min_value=0),
]
