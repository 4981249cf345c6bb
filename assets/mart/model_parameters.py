"""The numbers behind lifetime values."""

import dagster as dg
import pandas as pd

from assets.value_champion import value_champion
from warehouse import Warehouse
from warehouse.workspace import Workspace


@dg.asset(
    key_prefix="mart",
    deps=[
        *(["mart", name] for name in ("purchase_history", "training_set", "features", "churn_window")),
        ["mart", "track_record"],
        ["core", "reporting_day"],
    ],
)
def model_parameters(
    warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]
) -> pd.DataFrame:
    """The models of repeat buying and of spend, which one predicts, and how far past days bear them out.

    They are the champion's of the registry, learned again where a gate lets a challenger through.
    """
    return value_champion(warehouse, workspace)
