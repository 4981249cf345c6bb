"""A model has one verdict for each group, and limits in order."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["model", "kind", "name"]),
    gxe.ExpectColumnValuesToBeInSet(column="verdict", value_set=["trusted", "off", "unranked", "too few"]),
    gxe.ExpectColumnValuesToBeBetween(column="predicted", min_value=0, max_value=1),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select name from {batch} where auc_lower > auc_upper or ece_lower > ece_upper or gap_lower > gap_upper",
        description="limits are in order",
    ),
]
