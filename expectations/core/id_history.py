"""A record was given an id on a day, once a night."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["person_key", "night"]),
    gxe.ExpectColumnValuesToMatchRegex(column="customer_id", regex="^C[0-9]{9,}$"),
    gxe.ExpectColumnValuesToNotBeNull(column="since_on"),
]
