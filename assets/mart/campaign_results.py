"""What past campaigns changed."""

from typing import Any

import dagster as dg
import pandas as pd

from assets.campaign_words import Row, Sentence, result_sentence, rows, uneven_draw, with_sentences
from models.uplift import compare, imbalance, share_departs
from warehouse.workspace import Workspace

SUSPICIOUS = 0.0005  # chance below which a split is not believed (Fabijan et al., KDD 2019)


@dg.asset(key_prefix="mart", ins={"campaign_arms": dg.AssetIn(["mart", "campaign_arms"])})
def campaign_results(campaign_arms: pd.DataFrame, workspace: dg.ResourceParam[Workspace]) -> pd.DataFrame:
    """What each past campaign changed, by stage: contacted against held back, 95 % limits and a verdict."""
    results = compare(campaign_arms)
    uneven = imbalance(results)
    plans = workspace.definitions("campaigns")
    return with_sentences(results, [_sentence(row, uneven, plans) for row in rows(results)])


def _sentence(row: Row, uneven: "pd.Series[float]", plans: dict[str, dict[str, Any]]) -> Sentence:
    english, chinese = result_sentence(row)
    if row["uplift"] is None or _chance(row, uneven, plans) >= SUSPICIOUS:
        return english, chinese
    warning = uneven_draw(row["control"] / (row["treated"] + row["control"]))
    return english + warning[0], chinese + warning[1]


def _chance(row: Row, uneven: "pd.Series[float]", plans: dict[str, dict[str, Any]]) -> float:
    """The chance of so uneven a split, over the stages and against the campaign's file where there is one."""
    chance = float(uneven.get((row["campaign_id"], row["offer"], row["channel"]), 1.0))
    planned = plans.get(row["campaign_id"], {}).get("holdout_rate")
    if row["stage"] != "all" or not planned:
        return chance
    return min(chance, share_departs(row["control"], row["treated"] + row["control"], planned))
