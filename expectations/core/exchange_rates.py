"""A rate is positive, fixed no later than its day, and one per currency and day."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("raw.orders", "currency is not null and ordered_at is not null", severity="warning"),
    fed_by("raw.order_lines", "currency is not null and ordered_at is not null", severity="warning"),
    gxe.ExpectColumnValuesToNotBeNull(column="currency"),
    gxe.ExpectColumnValuesToNotBeNull(column="on_day"),
    gxe.ExpectColumnValuesToNotBeNull(column="rate"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["currency", "on_day"]),
    gxe.ExpectColumnValuesToBeBetween(column="rate", min_value=0, strict_min=True),
    gxe.ExpectColumnValuesToBeInSet(column="source", value_set=["home", "company", "ecb"]),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select currency from {batch} where rated_on > on_day",
        description="no rate is of a later day",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            "select currency from {batch} where source = 'ecb' and date_diff('day', rated_on, on_day) > 7"
        ),
        description="no reference rate is older than a week (rates.csv may name newer ones)",
        severity="warning",
    ),
]
