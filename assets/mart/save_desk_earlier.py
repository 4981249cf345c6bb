"""The alerts of the save desk so far."""

import dagster as dg
import pandas as pd

from assets.earlier import earlier_rows
from assets.reporting_day import reporting_day
from warehouse import Warehouse
from warehouse.workspace import Workspace

TYPES = {
    "alert_id": "str", "customer_id": "str", "raised_on": "datetime64[us]", "deadline_on": "datetime64[us]",
    "owner": "str", "predicted_value": "float64", "churn_probability": "float64", "risk_change": "float64",
    "open_tickets": "int64", "reason_en": "str", "reason_zh": "str",
}  # fmt: skip
QUERY = """
select alert_id, customer_id, raised_on, deadline_on, owner, predicted_value, churn_probability, risk_change,
    open_tickets, reason_en, reason_zh
from mart.save_desk order by 1
"""


@dg.asset(key_prefix="mart", deps=[["core", "reporting_day"]])
def save_desk_earlier(
    warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]
) -> pd.DataFrame:
    """Alerts in the newest snapshot of an earlier reporting day; empty at first."""
    return earlier_rows(workspace, reporting_day(warehouse), QUERY, TYPES)
