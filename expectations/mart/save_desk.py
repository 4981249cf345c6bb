"""Every alert has a customer, a deadline, a reason and a state."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToBeUnique(column="alert_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="customer_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="deadline_on"),
    gxe.ExpectColumnValuesToNotBeNull(column="reason_en"),
    gxe.ExpectColumnValuesToNotBeNull(column="reason_zh"),
    gxe.ExpectColumnValuesToBeInSet(column="status", value_set=["open", "handled", "overdue"]),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select alert_id from {batch} where deadline_on <= raised_on",
        description="a deadline comes after its alert",
    ),
]
