"""The churn window of this company."""

import dagster as dg
import pandas as pd

from assets.reporting_day import reporting_day
from models.churn_window import choose_window
from warehouse import Warehouse


@dg.asset(
    key_prefix="mart",
    ins={"purchase_gaps": dg.AssetIn(["mart", "purchase_gaps"])},
    deps=[["mart", "purchase_history"], ["core", "reporting_day"]],
)
def churn_window(purchase_gaps: pd.DataFrame, warehouse: dg.ResourceParam[Warehouse]) -> pd.DataFrame:
    """How many days of silence count as leaving, and the past days at which models learn and are tested."""
    first = warehouse.query("select min(first_on) as day from mart.purchase_history")["day"].iloc[0]
    history = 0 if pd.isna(first) else (reporting_day(warehouse) - first.date()).days
    return choose_window(purchase_gaps, history).to_frame()
