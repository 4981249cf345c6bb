"""Every refusal has its reason in words."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.plan_accounts", "reason not in ('chosen', 'held out')"),
    gxe.ExpectColumnValuesToBeInSet(
        column="reason",
        value_set=[
            *("test or wholesale", "holdout", "fatigue", "no contact", "no consent"),
            *("no evidence", "not worth it", "capacity", "another offer"),
        ],
    ),
    gxe.ExpectColumnValuesToBeBetween(column="customers", min_value=1),
    gxe.ExpectColumnValuesToNotBeNull(column="sentence_en"),
    gxe.ExpectColumnValuesToNotBeNull(column="sentence_zh"),
]
