"""Every golden value has one source record and one rule."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("core.identities", "true group by customer_id having count(*) > 1", severity="warning"),

    gxe.ExpectCompoundColumnsToBeUnique(column_list=["customer_id", "field"]),
    gxe.ExpectColumnValuesToNotBeNull(column="person_key"),
    gxe.ExpectColumnValuesToBeInSet(
        column="rule",
        value_set=[
            "undisputed", "trust", "validity", "completeness", "kind of record", "recency", "several",
        ],
    ),
]  # fmt: skip
