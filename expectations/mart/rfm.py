"""Every buyer has three scores from 1 to 5."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="customer_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="r"),
    gxe.ExpectColumnValuesToNotBeNull(column="f"),
    gxe.ExpectColumnValuesToNotBeNull(column="m"),
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectColumnValuesToBeUnique(column="customer_id"),
    gxe.ExpectColumnValuesToBeBetween(column="recency_days", min_value=1),
    gxe.ExpectColumnValuesToBeBetween(column="frequency", min_value=1),
    gxe.ExpectColumnValuesToBeInSet(column="r", value_set=[1, 2, 3, 4, 5]),
    gxe.ExpectColumnValuesToBeInSet(column="f", value_set=[1, 2, 3, 4, 5]),
    gxe.ExpectColumnValuesToBeInSet(column="m", value_set=[1, 2, 3, 4, 5]),
]
