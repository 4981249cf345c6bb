"""What each offer changes, over all past campaigns."""

import dagster as dg
import pandas as pd

from models.uplift import pool

COLUMNS = [
    *("offer", "channel", "stage", "uplift", "lower", "upper"),
    *("margin_per_response", "evidence", "customers", "control_rate"),
]


@dg.asset(
    key_prefix="mart",
    ins={
        "campaign_arms": dg.AssetIn(["mart", "campaign_arms"]),
        "stage_margins": dg.AssetIn(["mart", "stage_margins"]),
    },
)
def uplift(campaign_arms: pd.DataFrame, stage_margins: pd.DataFrame) -> pd.DataFrame:
    """What each offer changes at each stage over all campaigns (80 % limits), and what a response brings."""
    margins = stage_margins[["stage", "margin_per_response"]]
    return pool(campaign_arms).merge(margins, how="left", on="stage")[COLUMNS]
