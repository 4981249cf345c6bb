"""A pair to be reviewed is two customers, once."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["customer_a", "customer_b"]),
    gxe.ExpectColumnValuesToBeUnique(column="pair", severity="warning"),
    gxe.ExpectColumnValuesToNotBeNull(column="shared"),
]
