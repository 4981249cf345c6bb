"""A customer changes at most once at a step, and each change follows from the one before."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="step"),
    gxe.ExpectColumnValuesToNotBeNull(column="cause"),
    gxe.ExpectColumnValuesToNotBeNull(column="customer_id"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["step", "customer_id"]),
    gxe.ExpectColumnValuesToBeBetween(column="step", min_value=1, max_value=6),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select step from (select step, from_segment, lag(to_segment) over (partition by customer_id order by step) as before, row_number() over (partition by customer_id order by step) as position from {batch}) as steps where position > 1 and from_segment is distinct from before",
        description="the steps of a customer join on to each other",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select last.customer_id from (select customer_id, to_segment, row_number() over (partition by customer_id order by step desc) as position from {batch}) as last left join mart.rfm_segments as now on now.customer_id = last.customer_id where last.position = 1 and now.eleven is distinct from last.to_segment",
        description="the last step ends where the customer is now",
    ),
]
