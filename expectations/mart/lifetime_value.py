"""Every buyer has a value, its bounds and a basis."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectColumnValuesToBeUnique(column="customer_id"),
    gxe.ExpectColumnValuesToBeBetween(column="p_alive", min_value=0, max_value=1),
    gxe.ExpectColumnValuesToNotBeNull(column="p_alive"),
    gxe.ExpectColumnValuesToNotBeNull(column="expected_orders_365"),
    gxe.ExpectColumnValuesToNotBeNull(column="predicted_clv_365"),
    gxe.ExpectColumnValuesToNotBeNull(column="predicted_clv_lower"),
    gxe.ExpectColumnValuesToNotBeNull(column="predicted_clv_upper"),
    gxe.ExpectColumnValuesToNotBeNull(column="total_clv"),
    gxe.ExpectColumnValuesToBeInSet(
        column="basis", value_set=["individual", "population prior", "cohort average"]
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select customer_id from {batch} where predicted_clv_30 < 0 or predicted_clv_30 > predicted_clv_90 or predicted_clv_90 > predicted_clv_365",
        description="longer horizons are worth more",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select customer_id from {batch} where predicted_clv_lower < 0 or predicted_clv_lower > predicted_clv_upper",
        description="bounds are in order",
    ),
]
