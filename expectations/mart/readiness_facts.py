"""Nothing is counted below nought."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="fact"),
    gxe.ExpectColumnValuesToNotBeNull(column="has"),
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectColumnValuesToBeUnique(column="fact"),
    gxe.ExpectColumnValuesToBeBetween(column="has", min_value=0),
    gxe.ExpectColumnValuesToBeBetween(column="before", min_value=0),
]
