"""Scores are shares."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.quality_scorecard"),
    gxe.ExpectColumnValuesToNotBeNull(column="scope"),
    gxe.ExpectColumnValuesToNotBeNull(column="name"),
    gxe.ExpectColumnValuesToNotBeNull(column="dimension"),
    gxe.ExpectColumnValuesToNotBeNull(column="score"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["scope", "name", "dimension"]),
    gxe.ExpectColumnValuesToBeBetween(column="score", min_value=0, max_value=1),
    gxe.ExpectColumnValuesToBeBetween(column="previous_score", min_value=0, max_value=1),
]
