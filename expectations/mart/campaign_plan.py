"""Nobody is planned twice, or without consent, or at a loss."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.plan_choices"),
    gxe.ExpectColumnValuesToBeUnique(column="customer_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="offer"),
    gxe.ExpectColumnValuesToNotBeNull(column="is_holdout"),
    gxe.ExpectColumnValuesToBeBetween(column="expected_value_lower", min_value=0, strict_min=True),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select plan.channel from {batch} as plan"
        " left join mart.portrait as portrait on portrait.customer_id = plan.customer_id"
        " where not coalesce(case plan.channel when 'email' then portrait.consent_email"
        " when 'sms' then portrait.consent_sms when 'phone' then portrait.consent_phone end, false)"
        " or portrait.is_wholesale or portrait.is_holdout",
        description="everybody planned has agreed, and is in no other control group",
    ),
]
