"""The numbers behind lifetime values."""

import dagster as dg
import pandas as pd

from assets.champion import champion
from assets.value_lessons import ValueLessons
from assets.versions import registry_of
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

    They are the champion's of the registry, learned again where a gate lets a challenger through. Where
    repeat buying cannot be told yet, there is nothing to keep: the averages are of tonight.
    """
    learned: pd.DataFrame = champion(
        registry_of(workspace, "value"), warehouse, lambda: ValueLessons.read(warehouse)
    )
    return learned
