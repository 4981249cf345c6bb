"""There is one reporting day."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToEqual(value=1),
    gxe.ExpectColumnValuesToNotBeNull(column="as_of"),
]
