"""A link leads from one number to another."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["one", "other"]),
    gxe.ExpectColumnValuesToNotBeNull(column="one"),
    gxe.ExpectColumnValuesToNotBeNull(column="other"),
]
