"""A person belongs to a firm once."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("core.people", "account_ref is not null", severity="warning"),
    gxe.ExpectColumnValuesToNotBeNull(column="account_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="customer_id"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["account_id", "customer_id"]),
]
