"""Whether tonight's customers are like those that the champion learned from."""

import dagster as dg
import pandas as pd

from assets.champion import drifted
from assets.lessons import present_features
from assets.reporting_day import reporting_day
from assets.versions import registry_of
from models.drift import DRIFT
from warehouse import Warehouse
from warehouse.workspace import Workspace


@dg.asset(key_prefix="mart", deps=[["mart", "churn"], ["mart", "features"], ["core", "reporting_day"]])
def drift(warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]) -> pd.DataFrame:
    """The population stability index of each feature, against the night the champion of churn was trained.

    Columns: feature, psi, chance (what chance alone stays below with 99 %), verdict (stable, moved, shifted).
    """
    registry = registry_of(workspace)
    card = registry.champion()
    if card is None or card.trained_on > reporting_day(warehouse):
        return pd.DataFrame(columns=list(DRIFT)).astype(DRIFT)
    return drifted(registry, card, present_features(warehouse))
