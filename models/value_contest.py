"""The value models against each other at past days, and their intervals against what came."""

import numpy as np
import pandas as pd

from models.btyd.newton import Vector
from models.metrics import resamples, rmse
from models.threads import one_thread

CONTENDERS = {
    "orders": {
        "beta_geo": "expected_orders_beta_geo",
        "modified_beta_geo": "expected_orders_modified_beta_geo",
        "pareto_nbd": "expected_orders_pareto_nbd",
        "regular_beta_geo": "expected_orders_regular_beta_geo",
    },
    "money": {"blend": "lifetime_value", "boosting": "lifetime_value_boosting"},
}
OUTCOMES = {"orders": "purchase_days_after", "money": "revenue_after"}
CHAMPIONS = {"orders": "beta_geo", "money": "blend"}
TYPES = {
    "forecast": "str", "contender": "str", "rmse": "float64", "mae": "float64", "sum_ratio": "float64",
    "lower": "float64", "upper": "float64", "is_champion": "bool", "customers": "int64",
}  # fmt: skip
COVERAGE = {
    "model": "str", "origin": "datetime64[us]", "level": "float64", "inside": "float64", "within": "float64",
    "below": "float64", "above": "float64", "customers": "int64",
}  # fmt: skip
LEVEL = 0.8
LIMITS = (0.025, 0.975)


def contest(forecasts: pd.DataFrame, seed: int) -> pd.DataFrame:
    """A row per contender: its errors over all test days, and the 95 % limits of its lead in RMSE.

    A challenger becomes champion only where its lead over the default surely is one.
    """
    rows = [row for kind in CONTENDERS for row in _contest(kind, forecasts, seed)]
    return pd.DataFrame(rows, columns=list(TYPES)).astype(TYPES)


def _contest(kind: str, forecasts: pd.DataFrame, seed: int) -> list[tuple[object, ...]]:
    columns = {
        name: forecasts[column].to_numpy(float)
        for name, column in CONTENDERS[kind].items()
        if len(forecasts) and not forecasts[column].isna().any()
    }
    champion = CHAMPIONS[kind]
    if champion not in columns:
        return []
    actual, weight = forecasts[OUTCOMES[kind]].to_numpy(float), resamples(len(forecasts), seed)
    with one_thread():
        errors = {name: rmse(actual, values, weight) for name, values in columns.items()}
    leads = {name: np.quantile((errors[champion] - one)[1:], LIMITS) for name, one in errors.items()}
    surely = [name for name in columns if leads[name][0] > 0]
    best = min(surely, key=lambda name: (errors[name][0], name)) if surely else champion
    return [
        (kind, name, float(errors[name][0]), float(np.abs(values - actual).mean()),
         float(values.sum() / max(actual.sum(), 1e-9)), *leads[name], name == best, len(actual))
        for name, values in columns.items()
    ]  # fmt: skip


def coverage(forecasts: pd.DataFrame) -> pd.DataFrame:
    """A row per model and test day: shares of outcomes inside, below and above the 80 % intervals.

    `within` counts outcomes from bound to bound; whole numbers and zeros make it exceed the level even where
    the forecast is perfect. `inside` shares such outcomes out by their probability and should meet it.
    """
    rows = [
        (name, origin, LEVEL, *_covered(frame, name, outcome), len(frame))
        for name, outcome in (("expected_orders", OUTCOMES["orders"]), ("lifetime_value", OUTCOMES["money"]))
        for origin, frame in forecasts.groupby("origin", sort=True)
        if not frame[f"{name}_inside"].isna().any()
    ]
    return pd.DataFrame(rows, columns=list(COVERAGE)).astype(COVERAGE)


def _covered(frame: pd.DataFrame, name: str, outcome: str) -> tuple[float, float, float, float]:
    actual = np.maximum(frame[outcome].to_numpy(float), 0.0)
    lower, upper, inside = (
        frame[f"{name}_{bound}"].to_numpy(float) for bound in ("lower", "upper", "inside")
    )
    below, above = _share(actual < lower), _share(actual > upper)
    return float(inside.mean()), 1 - below - above, below, above


def _share(is_so: Vector) -> float:
    return float(is_so.mean())
