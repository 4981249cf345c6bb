"""A result lies within its limits, and its verdict follows from them."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.campaign_arms", severity="warning"),
    gxe.ExpectCompoundColumnsToBeUnique(
        column_list=["campaign_id", "offer", "channel", "stage"], severity="critical"
    ),
    gxe.ExpectColumnValuesToBeInSet(
        column="verdict", value_set=["works", "cannot tell", "harms"], severity="critical"
    ),
    gxe.ExpectColumnValuesToBeBetween(column="treated_rate", min_value=0, max_value=1),
    gxe.ExpectColumnValuesToBeBetween(column="control_rate", min_value=0, max_value=1),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select * from {batch} where uplift < lower or uplift > upper",
        description="an uplift lies within its limits",
    ),
    gxe.ExpectColumnValuesToNotBeNull(column="sentence_en"),
    gxe.ExpectColumnValuesToNotBeNull(column="sentence_zh"),
]
