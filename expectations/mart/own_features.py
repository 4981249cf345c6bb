"""A customer stands once at each day."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="customer_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="as_of"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["customer_id", "as_of"]),
]
