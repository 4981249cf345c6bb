"""Whether the intervals hold what they promise."""

import dagster as dg
import pandas as pd

from models.value_contest import coverage


@dg.asset(key_prefix="mart", ins={"holdout_forecasts": dg.AssetIn(["mart", "holdout_forecasts"])})
def interval_coverage(holdout_forecasts: pd.DataFrame) -> pd.DataFrame:
    """How many outcomes lay within, below and above the 80 % intervals at each past test day."""
    return coverage(holdout_forecasts.sort_values(["origin", "customer_id"]))
