"""Each cause stands once, and its parts add up."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToBeUnique(column="cause"),
    gxe.ExpectColumnValuesToBeInSet(
        column="cause",
        value_set=[
            "own behaviour", "clock", "identity", "corrections", "season", "model version", "value",
        ],
    ),
    gxe.ExpectColumnValuesToNotBeNull(column="at_risk"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select cause from {batch} where customers <> came - went",
        description="the difference is those who came less those who went",
    ),
]  # fmt: skip
