"""A customer is in a segment once; that nobody is in any segment deserves a look, not a stop."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToBeBetween(min_value=1, severity="warning"),
    gxe.ExpectColumnValuesToNotBeNull(column="segment"),
    gxe.ExpectColumnValuesToNotBeNull(column="customer_id"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["segment", "customer_id"]),
]
