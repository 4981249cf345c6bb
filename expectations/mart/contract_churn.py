"""A running contract has one probability."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToBeUnique(column="contract_id"),
    gxe.ExpectColumnValuesToBeBetween(column="churn_probability", min_value=0, max_value=1),
    gxe.ExpectColumnValuesToNotBeNull(column="churn_probability"),
    gxe.ExpectColumnValuesToBeInSet(column="basis", value_set=["all contracts", "contracts of its kind"]),
]
