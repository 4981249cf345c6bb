"""The company's own features."""

import dagster as dg
import pandas as pd

from assets import own_features as own
from assets.reporting_day import reporting_day
from models.churn_window import ChurnWindow
from warehouse import Warehouse
from warehouse.workspace import Workspace


@dg.asset(
    key_prefix="mart",
    deps=[
        ["mart", "churn_window"],
        ["mart", "purchase_days"],
        ["core", "orders"],
        ["core", "order_lines"],
        ["core", "returns"],
        ["core", "tickets"],
        ["core", "campaign_members"],
    ],
)
def own_features(
    warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]
) -> pd.DataFrame:
    """The workspace's own features at the reporting day and the past days, once the leak test let them in."""
    today = reporting_day(warehouse)
    window = ChurnWindow.from_frame(warehouse.read("mart.churn_window"))
    days = [today, *window.days(today), *window.season_days(today)]
    return own.own_features(warehouse, workspace.queries("features"), days)
