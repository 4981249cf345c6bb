"""A firm has its own number and a name."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("raw.accounts", "is_current"),
    gxe.ExpectColumnValuesToBeUnique(column="account_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="name", mostly=0.95, severity="warning"),
]
