"""How each customer stood at the last report."""

import dagster as dg
import pandas as pd

from assets.earlier import earlier_rows
from assets.reporting_day import reporting_day
from warehouse import Warehouse
from warehouse.workspace import Workspace

TYPES = {"customer_id": "str", "loyalty_grade": "str", "churn_probability": "float64"}
QUERY = """
select churn.customer_id, loyalty.grade as loyalty_grade, churn.churn_probability
from mart.churn as churn inner join mart.loyalty as loyalty on loyalty.customer_id = churn.customer_id
order by 1
"""


@dg.asset(key_prefix="mart", deps=[["core", "reporting_day"]])
def standing_earlier(
    warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]
) -> pd.DataFrame:
    """Grade and churn probability in the newest snapshot of an earlier day; empty at first."""
    return earlier_rows(workspace, reporting_day(warehouse), QUERY, TYPES)
