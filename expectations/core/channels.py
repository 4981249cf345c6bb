"""Each word that an export uses for a channel means one channel."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToBeUnique(column="words"),
    gxe.ExpectColumnValuesToNotBeNull(column="channel"),
    gxe.ExpectColumnValuesToNotBeNull(column="is_known"),
]
