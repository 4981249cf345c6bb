"""Every record belongs to one customer."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="person_key"),
    gxe.ExpectColumnValuesToNotBeNull(column="customer_id"),
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectColumnValuesToBeUnique(column="person_key"),
    gxe.ExpectColumnValuesToMatchRegex(column="customer_id", regex="^C[0-9]{9,}$"),
]
