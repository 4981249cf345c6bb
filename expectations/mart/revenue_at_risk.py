"""Every retail buyer has a value at risk."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.churn", "eligibility <> 'wholesale'"),
    gxe.ExpectColumnValuesToBeUnique(column="customer_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="at_risk"),
    gxe.ExpectColumnValuesToNotBeNull(column="variance"),
]
