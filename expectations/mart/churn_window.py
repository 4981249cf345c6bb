"""There is one window, and it leaves past days to test at."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="window_days"),
    gxe.ExpectColumnValuesToNotBeNull(column="repeat_days"),
    gxe.ExpectTableRowCountToEqual(value=1),
    gxe.ExpectColumnValuesToBeBetween(column="window_days", min_value=15, max_value=365),
    gxe.ExpectColumnValuesToBeBetween(column="within_rate", min_value=0, max_value=1),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select window_days from {batch} where repeat_days > window_days or false_alarm_rate > 0.5",
        description="most gaps stay within the window",
        severity="warning",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select origins from {batch} where origins < 3",
        description="there are three past days to test at",
        severity="warning",
    ),
]
