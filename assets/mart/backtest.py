"""How right the models were."""

import dagster as dg
import pandas as pd

from models import backtest as model
from models.churn_window import ChurnWindow
from warehouse.workspace import Workspace


@dg.asset(
    key_prefix="mart",
    ins={name: dg.AssetIn(["mart", name]) for name in ("holdout_forecasts", "churn_window")},
)
def backtest(
    holdout_forecasts: pd.DataFrame, churn_window: pd.DataFrame, workspace: dg.ResourceParam[Workspace]
) -> pd.DataFrame:
    """Every model at every past test day against the best naive forecast, with the interval of its lead."""
    window = ChurnWindow.from_frame(churn_window)
    forecasts = holdout_forecasts.sort_values(["origin", "customer_id"])
    return model.backtest(forecasts, window.window_days, window.repeat_days, workspace.settings.seed)
