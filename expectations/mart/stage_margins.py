"""Every stage has a mean order that sells for something."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.purchase_history", "not is_wholesale"),
    gxe.ExpectColumnValuesToNotBeNull(column="stage"),
    gxe.ExpectColumnValuesToNotBeNull(column="margin_per_response"),
    gxe.ExpectColumnValuesToBeUnique(column="stage"),
    gxe.ExpectColumnValuesToBeInSet(
        column="stage", value_set=["prospect", "first_order", "repeat", "regular"], severity="critical"
    ),
    gxe.ExpectColumnValuesToBeBetween(column="purchase_days", min_value=1),
    gxe.ExpectColumnValuesToBeBetween(column="margin_per_response", min_value=0, severity="warning"),
]
