"""A system has one rank of trust."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("raw.exports", "system is not null"),
    gxe.ExpectColumnValuesToBeUnique(column="system"),
    gxe.ExpectColumnValuesToNotBeNull(column="trust"),
]
