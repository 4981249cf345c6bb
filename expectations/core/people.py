"""A record of a person has a number, a kind and a key."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToBeBetween(min_value=1, severity="warning"),
    gxe.ExpectColumnValuesToNotBeNull(column="person_key"),
    gxe.ExpectColumnValuesToNotBeNull(column="record_id"),
    gxe.ExpectColumnValuesToBeInSet(column="object", value_set=["customers", "contacts", "leads"]),
]
