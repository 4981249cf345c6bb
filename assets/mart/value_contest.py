"""Which value models won at past days."""

import dagster as dg
import pandas as pd

from models.value_contest import contest
from warehouse.workspace import Workspace


@dg.asset(key_prefix="mart", ins={"holdout_forecasts": dg.AssetIn(["mart", "holdout_forecasts"])})
def value_contest(holdout_forecasts: pd.DataFrame, workspace: dg.ResourceParam[Workspace]) -> pd.DataFrame:
    """Each contender for orders and for money: its errors at past test days, and whether it is champion."""
    forecasts = holdout_forecasts.sort_values(["origin", "customer_id"])
    return contest(forecasts, workspace.settings.seed)
