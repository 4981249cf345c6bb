"""Each word that an export uses for a channel means one channel."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("raw.orders", "is_current and trim(channel) <> ''"),
    gxe.ExpectColumnValuesToBeUnique(column="words"),
    gxe.ExpectColumnValuesToNotBeNull(column="channel"),
    gxe.ExpectColumnValuesToNotBeNull(column="is_known"),
]
