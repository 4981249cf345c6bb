"""A system has one rank of trust."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToBeUnique(column="system"),
    gxe.ExpectColumnValuesToNotBeNull(column="trust"),
]
