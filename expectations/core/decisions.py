"""A decision has a name, a verdict and somebody who answers for it."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToBeUnique(column="decision"),
    gxe.ExpectColumnValuesToBeInSet(column="verdict", value_set=["same", "different"]),
    gxe.ExpectColumnValuesToNotBeNull(column="decided_by"),
]
