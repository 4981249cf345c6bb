"""Every question has a dimension and an answer."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToBeInSet(
        column="dimension",
        value_set=["completeness", "validity", "uniqueness", "timeliness", "consistency"],
    ),
    gxe.ExpectColumnValuesToNotBeNull(column="is_met"),
    gxe.ExpectColumnValuesToNotBeNull(column="system"),
]
