"""Each arm of a campaign is counted once, and nobody buys who is not in it."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectCompoundColumnsToBeUnique(
        column_list=["campaign_id", "offer", "channel", "stage", "is_control"], severity="critical"
    ),
    gxe.ExpectColumnValuesToBeInSet(
        column="stage", value_set=["all", "prospect", "first_order", "repeat", "regular"], severity="critical"
    ),
    gxe.ExpectColumnValuesToBeBetween(column="customers", min_value=1),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select * from {batch} where responders < 0 or responders > customers",
        description="nobody responds who was not drawn",
    ),
    gxe.ExpectColumnValuesToNotBeNull(column="revenue"),
]
