"""A ratio lies within its limits, and is left out where there are too few."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="kind"),
    gxe.ExpectColumnValuesToNotBeNull(column="name"),
    fed_by("mart.past_groups", severity="warning"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["kind", "name"]),
    gxe.ExpectColumnValuesToBeInSet(
        column="kind", value_set=["segment", "tenure", "orders", "channels", "channel"]
    ),
    gxe.ExpectColumnValuesToBeInSet(
        column="verdict", value_set=["right within chance", "too high", "too low", "too few"]
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select name from {batch} where lower > upper or (verdict = 'too few') <> (sum_ratio is null)",
        description="limits are in order, and too few have none",
    ),
]
