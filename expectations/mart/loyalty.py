"""Every buyer has a grade."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.features"),
    gxe.ExpectColumnValuesToBeUnique(column="customer_id"),
    gxe.ExpectColumnValuesToBeInSet(column="grade", value_set=["A", "B", "C", "D"]),
    gxe.ExpectColumnValuesToNotBeNull(column="next_step_en"),
    gxe.ExpectColumnValuesToNotBeNull(column="next_step_zh"),
    gxe.ExpectColumnValuesToBeBetween(column="orders_to_next_grade", min_value=0, max_value=4),
    gxe.ExpectColumnValuesToBeBetween(column="repeat_probability", min_value=0, max_value=1),
]
