"""No limit is exceeded."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.plan_prices"),
    gxe.ExpectColumnValuesToBeUnique(column="name"),
    gxe.ExpectColumnValuesToNotBeNull(column="used"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select * from {batch} where used > capacity",
        description="no limit is exceeded",
    ),
]
