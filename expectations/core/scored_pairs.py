"""A pair is two records, once, with a probability."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["record_a", "record_b"]),
    gxe.ExpectColumnValuesToNotBeNull(column="probability"),
    gxe.ExpectColumnValuesToBeBetween(column="probability", min_value=0, max_value=1),
]
