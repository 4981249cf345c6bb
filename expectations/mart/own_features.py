"""A customer stands once at each day."""

import great_expectations.expectations as gxe

suite = [gxe.ExpectCompoundColumnsToBeUnique(column_list=["customer_id", "as_of"])]
