"""An alert was raised once."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="alert_id"),
    gxe.ExpectColumnValuesToBeUnique(column="alert_id"),
]
