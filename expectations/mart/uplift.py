"""Each offer has one uplift per channel and stage; what was not measured has no figure."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.campaign_arms", severity="warning"),
    gxe.ExpectColumnValuesToNotBeNull(column="offer"),
    gxe.ExpectColumnValuesToNotBeNull(column="channel"),
    gxe.ExpectColumnValuesToNotBeNull(column="stage"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["offer", "channel", "stage"]),
    gxe.ExpectColumnValuesToBeInSet(column="evidence", value_set=["measured", "none"]),
    gxe.ExpectColumnValuesToBeBetween(column="uplift", min_value=-1, max_value=1),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select * from {batch} where evidence = 'none' and uplift is not null"
        " or evidence = 'measured' and not coalesce(lower <= uplift and uplift <= upper, false)",
        description="an uplift is measured within its limits, or absent",
    ),
]
