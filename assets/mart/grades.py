"""Which models can be trusted."""

import dagster as dg
import pandas as pd

from models.grades import grade


@dg.asset(key_prefix="mart", ins={"backtest": dg.AssetIn(["mart", "backtest"])})
def grades(backtest: pd.DataFrame) -> pd.DataFrame:
    """A grade per model from four gates: better than naive, calibrated, stable, free of leaks."""
    return grade(backtest)
