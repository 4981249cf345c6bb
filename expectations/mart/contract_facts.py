"""A contract has its own number and has not run less than no time."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("core.contracts", "started_on is null"),
    gxe.ExpectColumnValuesToBeUnique(column="contract_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="is_given_up"),
    gxe.ExpectColumnValuesToBeBetween(column="months", min_value=0),
]
