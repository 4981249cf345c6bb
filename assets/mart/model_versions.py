"""The versions of the models that predict, and how they came to."""

import datetime as dt

import dagster as dg
import pandas as pd

from assets.kinds import KINDS
from assets.reporting_day import reporting_day
from assets.versions import registry_of
from warehouse import Warehouse
from warehouse.registry import Promotion, Registry
from warehouse.workspace import Workspace

TYPES = {
    "model": "str", "version": "str", "trained_on": "datetime64[us]", "rows": "int64", "auc": "float64",
    "log_loss": "float64", "ece": "float64",
    "rmse": "float64", "sum_ratio": "float64", "promoted_on": "str", "why_en": "str", "why_zh": "str",
    "is_champion": "bool",
}  # fmt: skip
METRICS = ("auc", "log_loss", "ece", "rmse", "sum_ratio")


@dg.asset(
    key_prefix="mart", deps=[["mart", "churn"], ["mart", "model_parameters"], ["core", "reporting_day"]]
)
def model_versions(
    warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]
) -> pd.DataFrame:
    """Every version trained up to the reporting day, with its scores on days after its training.

    Columns: model, version, trained_on, rows, auc, log_loss and ece of probabilities, rmse and sum_ratio of
    values, promoted_on, why_en and why_zh (missing where it never predicted), is_champion.
    """
    day = reporting_day(warehouse)
    rows = [row for name in KINDS for row in _rows(registry_of(workspace, name), day)]
    return pd.DataFrame(rows, columns=list(TYPES)).astype(TYPES)


def _rows(registry: Registry, day: dt.date) -> list[dict[str, object]]:
    champion, promoted = registry.champion(), {one.version: one for one in registry.promotions()}
    return [
        {"model": card.model, "version": card.version, "trained_on": card.trained_on, "rows": card.rows}
        | {name: card.metrics.get(name) for name in METRICS}
        | _promotion(promoted.get(card.version))
        | {"is_champion": champion is not None and champion.version == card.version}
        for card in registry.versions()
        if card.trained_on <= day
    ]


def _promotion(found: Promotion | None) -> dict[str, object]:
    """When and why it came to predict; older promotions were told in one text for both languages."""
    if found is None:
        return {"promoted_on": None, "why_en": None, "why_zh": None}
    return {"promoted_on": found.on, "why_en": found.why, "why_zh": found.why_zh or found.why}
