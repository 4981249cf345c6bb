"""The curve falls from short windows to long ones."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToEqual(value=71),
    gxe.ExpectColumnValuesToBeUnique(column="window_days"),
    gxe.ExpectColumnValuesToBeBetween(column="false_alarm_rate", min_value=0, max_value=1),
    gxe.ExpectColumnValuesToNotBeNull(column="is_chosen"),
]
