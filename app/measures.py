"""The measures a goal may name; a test compares them with those the marts compute."""

MEASURES = (
    *(
        "customers",
        "records",
        "active_customers",
        "new_customers_30",
        "repeat_rate",
        "revenue_30",
        "revenue_365",
    ),
    *(
        "average_order",
        "expected_value_365",
        "revenue_at_risk",
        "high_risk_customers",
        "email_reachable_rate",
    ),
    *("usable_rows_rate", "campaign_uplift", "plan_expected_value", "plan_budget"),
)
