"""Whether what was promised came."""

import dagster as dg
import pandas as pd

from models.calibration import calibrate


@dg.asset(key_prefix="mart", ins={"holdout_forecasts": dg.AssetIn(["mart", "holdout_forecasts"])})
def calibration(holdout_forecasts: pd.DataFrame) -> pd.DataFrame:
    """Predicted against observed in tenths of the customers, for every model and past test day."""
    return calibrate(holdout_forecasts.sort_values(["origin", "customer_id"]))
