"""How many leavers the riskiest customers contain."""

import dagster as dg
import pandas as pd

from models.calibration import cumulative_gain


@dg.asset(key_prefix="mart", ins={"holdout_forecasts": dg.AssetIn(["mart", "holdout_forecasts"])})
def gain(holdout_forecasts: pd.DataFrame) -> pd.DataFrame:
    """Of all leavers, the share found among each top share of churn risk, at every past test day."""
    return cumulative_gain(holdout_forecasts.sort_values(["origin", "customer_id"]))
