"""One row, and its figures agree with each other."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToEqual(value=1),
    gxe.ExpectColumnValuesToNotBeNull(column="sentence_en"),
    gxe.ExpectColumnValuesToNotBeNull(column="sentence_zh"),
    gxe.ExpectColumnValuesToBeInSet(column="basis", value_set=["model", "baseline"]),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select * from {batch} where customers <> chosen + held_out + refused"
        " or spent > budget or expected_value_lower > dual_bound * 1.000001 + 0.01",
        description="people add up, the budget holds, the bound bounds",
    ),
    gxe.ExpectColumnValuesToBeBetween(column="gap", min_value=0, max_value=0.05, severity="warning"),
]
