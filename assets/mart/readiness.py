"""What each model needs, and from when it can run."""

import dagster as dg
import pandas as pd

from assets.reporting_day import reporting_day
from models.readiness import readiness as judged
from warehouse import Warehouse


@dg.asset(
    key_prefix="mart",
    ins={
        "readiness_facts": dg.AssetIn(["mart", "readiness_facts"]),
        "churn_window": dg.AssetIn(["mart", "churn_window"]),
    },
    deps=[["core", "reporting_day"]],
)
def readiness(
    readiness_facts: pd.DataFrame, churn_window: pd.DataFrame, warehouse: dg.ResourceParam[Warehouse]
) -> pd.DataFrame:
    """The readiness ledger: what each model needs, what there is, what runs today, from when the rest can."""
    window_days = int(churn_window["window_days"].iloc[0])
    return judged(readiness_facts, window_days, reporting_day(warehouse))
