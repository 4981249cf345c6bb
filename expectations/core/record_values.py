"""A record has one sum of its orders."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectColumnValuesToBeUnique(column="person_key"),
    gxe.ExpectColumnValuesToNotBeNull(column="amount"),
]
