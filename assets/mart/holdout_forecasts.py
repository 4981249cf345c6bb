"""What the models said at past days, beside what came."""

import dagster as dg
import pandas as pd

from assets.mart.churn import learnt_from
from assets.reporting_day import reporting_day
from models.churn_window import ChurnWindow
from models.holdout_forecasts import forecast_past
from warehouse import Warehouse
from warehouse.workspace import Workspace


@dg.asset(
    key_prefix="mart",
    deps=[
        ["mart", "training_set"],
        ["mart", "own_features"],
        ["mart", "churn_window"],
        ["core", "reporting_day"],
    ],
)
def holdout_forecasts(
    warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]
) -> pd.DataFrame:
    """Forecasts by every model and naive rule at past test days, of outcomes none of them had seen."""
    window = ChurnWindow.from_frame(warehouse.read("mart.churn_window"))
    rows, own = learnt_from(warehouse)
    return forecast_past(rows, window, reporting_day(warehouse), workspace.settings.seed, own)
