"""A contract has its own number and a holder."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("raw.contracts", "is_current"),
    gxe.ExpectColumnValuesToBeUnique(column="contract_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="is_cancelled"),
    gxe.ExpectColumnValuesToNotBeNull(column="customer_id", mostly=0.9, severity="warning"),
]
