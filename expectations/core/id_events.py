"""An event happened to a minted id on a day, and concerns another id."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["night", "event", "customer_id", "other_id"]),
    gxe.ExpectColumnValuesToBeInSet(column="event", value_set=["merged", "split", "restored", "moved"]),
    gxe.ExpectColumnValuesToNotBeNull(column="happened_on"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select customer_id from {batch} where customer_id = other_id",
        description="no id happens to itself",
    ),
]
