"""The versions of the models that predict, and how they came to."""

import dagster as dg
import pandas as pd

from assets.reporting_day import reporting_day
from assets.versions import registry_of
from warehouse import Warehouse
from warehouse.workspace import Workspace

TYPES = {
    "model": "str", "version": "str", "trained_on": "datetime64[us]", "rows": "int64", "auc": "float64",
    "log_loss": "float64", "ece": "float64", "promoted_on": "str", "why": "str", "is_champion": "bool",
}  # fmt: skip


@dg.asset(key_prefix="mart", deps=[["mart", "churn"], ["core", "reporting_day"]])
def model_versions(
    warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]
) -> pd.DataFrame:
    """Every version trained up to the reporting day, with its scores on days after its training.

    Columns: model, version, trained_on, rows, auc, log_loss, ece, promoted_on and why (missing where it never
    predicted), is_champion.
    """
    registry, day = registry_of(workspace), reporting_day(warehouse)
    champion, promoted = registry.champion(), {one.version: one for one in registry.promotions()}
    rows = [
        {"model": card.model, "version": card.version, "trained_on": card.trained_on, "rows": card.rows}
        | {name: card.metrics.get(name) for name in ("auc", "log_loss", "ece")}
        | {"promoted_on": promoted[card.version].on if card.version in promoted else None}
        | {"why": promoted[card.version].why if card.version in promoted else None}
        | {"is_champion": champion is not None and champion.version == card.version}
        for card in registry.versions()
        if card.trained_on <= day
    ]
    return pd.DataFrame(rows, columns=list(TYPES)).astype(TYPES)
