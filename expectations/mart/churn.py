"""Every buyer has probabilities, a risk, a basis and a reason."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectColumnValuesToBeUnique(column="customer_id"),
    gxe.ExpectColumnValuesToBeBetween(column="churn_probability", min_value=0, max_value=1),
    gxe.ExpectColumnValuesToBeBetween(column="repeat_probability", min_value=0, max_value=1),
    gxe.ExpectColumnValuesToNotBeNull(column="churn_probability"),
    gxe.ExpectColumnValuesToNotBeNull(column="repeat_probability"),
    gxe.ExpectColumnValuesToNotBeNull(column="reason_en"),
    gxe.ExpectColumnValuesToNotBeNull(column="reason_zh"),
    gxe.ExpectColumnValuesToBeInSet(column="churn_risk", value_set=["low", "medium", "high"]),
    gxe.ExpectColumnValuesToBeInSet(
        column="basis", value_set=["individual", "population prior", "cohort average"]
    ),
    gxe.ExpectColumnValuesToNotBeNull(column="action_en"),
    gxe.ExpectColumnValuesToNotBeNull(column="action_zh"),
    gxe.ExpectColumnValuesToBeInSet(
        column="eligibility", value_set=["eligible", "one order", "left already", "wholesale"]
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select customer_id from {batch} where churn_probability between 1e-5 and 1 - 1e-5 and abs(effect_rhythm + effect_frequency + effect_value + effect_range + effect_service + effect_contact + effect_own + effect_season + effect_start - ln(churn_probability / (1 - churn_probability))) > 1e-6",
        description="the reasons sum to the log odds",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select customer_id from {batch} where churn_probability + repeat_probability > 1.000001",
        description="nobody both leaves and stays",
    ),
]
