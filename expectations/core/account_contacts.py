"""A person belongs to a firm once."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["account_id", "customer_id"]),
]
