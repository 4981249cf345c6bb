"""Movement counts people."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["scheme", "from_segment", "to_segment"]),
    gxe.ExpectColumnValuesToBeBetween(column="customers", min_value=1),
]
