"""Which models can be trusted."""

import dagster as dg
import pandas as pd

from models.grades import grade
from warehouse.workspace import Workspace


@dg.asset(key_prefix="mart", ins={"backtest": dg.AssetIn(["mart", "backtest"])})
def grades(backtest: pd.DataFrame, workspace: dg.ResourceParam[Workspace]) -> pd.DataFrame:
    """A grade per model from four gates: better than naive, calibrated, stable, free of leaks."""
    return grade(backtest, workspace.settings.currency)
