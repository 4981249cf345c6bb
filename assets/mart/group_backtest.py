"""For whom the models are right."""

import dagster as dg
import pandas as pd

from models import group_backtest as model
from warehouse.workspace import Workspace


@dg.asset(
    key_prefix="mart",
    ins={name: dg.AssetIn(["mart", name]) for name in ("holdout_forecasts", "past_groups")},
)
def group_backtest(
    holdout_forecasts: pd.DataFrame, past_groups: pd.DataFrame, workspace: dg.ResourceParam[Workspace]
) -> pd.DataFrame:
    """The probabilities of past test days by tenure, orders, channels and segment, with a verdict for each.

    Columns: model, kind, name, customers, forecasts, predicted and observed (means), gap_lower and gap_upper,
    auc and ece with lower and upper (95 %), verdict (trusted, off, unranked, too few).
    """
    return model.group_backtest(holdout_forecasts, past_groups, workspace.settings.seed)
