"""A consent says who, on which channel, yes or no, and when."""

import great_expectations.expectations as gxe

from expectations.floors import delivered
from expectations.shared import mostly_filled

suite = [
    delivered("consents"),
    gxe.ExpectColumnValuesToNotBeNull(column="channel"),
    gxe.ExpectColumnValuesToNotBeNull(column="is_granted"),
    gxe.ExpectColumnValuesToNotBeNull(column="person_key", mostly=0.9, severity="warning"),
    mostly_filled(0.9, "stated_at"),
]
