"""An opportunity has a name or number, an outcome, and a probability that is one."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("raw.opportunities", "is_current"),
    gxe.ExpectColumnValuesToNotBeNull(column="opportunity_id", mostly=0.99, severity="warning"),
    gxe.ExpectColumnValuesToBeInSet(column="outcome", value_set=["open", "won", "lost"]),
    gxe.ExpectColumnValuesToBeBetween(column="probability", min_value=0, max_value=1, severity="warning"),
    gxe.ExpectColumnValuesToNotBeNull(column="customer_id", mostly=0.3, severity="warning"),
]
