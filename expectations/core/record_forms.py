"""Every record is there once more, in the forms that are compared."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("core.normalised_records"),
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectColumnValuesToNotBeNull(column="record_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="said"),
    gxe.ExpectColumnValuesToBeUnique(column="record_id"),
]
