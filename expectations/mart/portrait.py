"""Each person is there once; every buyer has a value, a risk and a reason."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectColumnValuesToBeUnique(column="customer_id"),
    gxe.ExpectColumnValuesToBeInSet(
        column="stage", value_set=["prospect", "first_order", "repeat", "regular"]
    ),
    gxe.ExpectColumnValuesToBeBetween(column="churn_probability", min_value=0, max_value=1),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select customer_id from {batch} where stage <> 'prospect' and (eleven is null or predicted_clv_365 is null or churn_probability is null or reason_en is null or reason_zh is null)",
        description="no buyer is blank",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select 1 as missing from (select count(*) as people from core.customers) as c, (select count(*) as people from {batch}) as p where c.people <> p.people",
        description="nobody is lost",
    ),
]
