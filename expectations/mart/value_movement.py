"""The causes sum to the difference of the totals, to the cent."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToBeUnique(column="step"),
    gxe.ExpectColumnValuesToBeBetween(column="step", min_value=0, max_value=8),
    gxe.ExpectColumnValuesToNotBeNull(column="amount"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select 1 as difference from {batch} having sum(case when step < 8 then cast(amount as decimal(18, 2)) else -cast(amount as decimal(18, 2)) end) <> 0",
        description="the parts sum to the difference",
    ),
]
