"""A goal has a target and a status."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="goal"),
    gxe.ExpectColumnValuesToNotBeNull(column="status"),
    gxe.ExpectColumnValuesToBeUnique(column="goal"),
    gxe.ExpectColumnValuesToBeInSet(column="status", value_set=["reached", "almost", "missed", "unknown"]),
]
