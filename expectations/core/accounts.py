"""A firm has its own number and a name."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToBeUnique(column="account_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="name", mostly=0.95, severity="warning"),
]
