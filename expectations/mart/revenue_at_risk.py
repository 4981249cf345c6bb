"""Every retail buyer has a value at risk."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToBeUnique(column="customer_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="at_risk"),
    gxe.ExpectColumnValuesToNotBeNull(column="variance"),
]
