"""Every golden value has one source record and one rule."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["customer_id", "field"]),
    gxe.ExpectColumnValuesToNotBeNull(column="person_key"),
    gxe.ExpectColumnValuesToBeInSet(
        column="rule",
        value_set=[
            "undisputed", "trust", "validity", "completeness", "kind of record", "recency", "several",
        ],
    ),
]  # fmt: skip
