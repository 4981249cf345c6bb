"""The total lies within its interval."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.revenue_at_risk"),
    gxe.ExpectColumnValuesToNotBeNull(column="churn_risk"),
    gxe.ExpectColumnValuesToNotBeNull(column="at_risk"),
    gxe.ExpectColumnValuesToBeUnique(column="churn_risk"),
    gxe.ExpectColumnValuesToBeInSet(column="churn_risk", value_set=["all", "low", "medium", "high"]),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select churn_risk from {batch} where not (at_risk_lower <= at_risk + 1e-6 and at_risk <= at_risk_upper + 1e-6)",
        description="the total lies within its interval",
    ),
]
