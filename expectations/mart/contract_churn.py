"""A running contract has one probability, and a reason."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToBeUnique(column="contract_id"),
    gxe.ExpectColumnValuesToBeBetween(column="churn_probability", min_value=0, max_value=1),
    gxe.ExpectColumnValuesToNotBeNull(column="churn_probability"),
    gxe.ExpectColumnValuesToBeInSet(column="basis", value_set=["contract", "duration", "all contracts"]),
    gxe.ExpectColumnValuesToBeInSet(
        column="eligibility", value_set=["eligible", "within term", "duration unknown"]
    ),
    gxe.ExpectColumnValuesToNotBeNull(column="reason_en"),
    gxe.ExpectColumnValuesToNotBeNull(column="reason_zh"),
]
