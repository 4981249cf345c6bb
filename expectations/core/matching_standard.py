"""There is one standard."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToEqual(value=1),
    gxe.ExpectColumnValuesToNotBeNull(column="records"),
    gxe.ExpectColumnValuesToNotBeNull(column="is_learned"),
]
