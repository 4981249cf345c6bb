"""One row of cut points, whatever the day."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToEqual(value=1),
    gxe.ExpectColumnValuesToNotBeNull(column="recency_fifths", severity="warning"),
]
