"""A model has one verdict for each group, and limits in order."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.past_groups", severity="warning"),
    gxe.ExpectColumnValuesToNotBeNull(column="kind"),
    gxe.ExpectColumnValuesToNotBeNull(column="name"),
    gxe.ExpectColumnValuesToNotBeNull(column="verdict"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["model", "kind", "name"]),
    gxe.ExpectColumnValuesToNotBeNull(column="verdict"),
    gxe.ExpectColumnValuesToBeInSet(column="verdict", value_set=["trusted", "off", "unranked", "too few"]),
    gxe.ExpectColumnValuesToBeBetween(column="predicted", min_value=0, max_value=1),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select name from {batch} where auc_lower > auc_upper or ece_lower > ece_upper or gap_lower > gap_upper",
        description="limits are in order",
    ),
]
