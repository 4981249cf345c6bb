"""A record key says one thing."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("core.people"),
    gxe.ExpectColumnValuesToNotBeNull(column="person_key"),
    gxe.ExpectColumnValuesToBeUnique(column="person_key"),
]
