"""How right the models were at past days, against the best forecast that needs no model."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.btyd.newton import Vector
from models.metrics import METRICS, loss, resamples
from models.threads import one_thread

BASELINES_OF_RATES = ("base_rate", "recency")
BASELINES_OF_AMOUNTS = ("last_period", "own_rate", "population_mean")
TYPES = {
    "model": "str", "origin": "datetime64[us]", "horizon_days": "int64", "metric": "str", "value": "float64",
    "baseline": "str", "baseline_value": "float64", "lower": "float64", "upper": "float64",
    "customers": "int64",
}  # fmt: skip


@dataclass(frozen=True)
class Contest:
    """A model's column, the outcome it forecasts, its naive rivals, and what they are compared by."""

    model: str
    actual: str
    predicted: str
    rivals: tuple[tuple[str, str], ...]
    metrics: tuple[str, ...]


def _contest(model: str, actual: str, predicted: str, family: str, baselines: tuple[str, ...]) -> Contest:
    metrics = (
        ("auc", "brier", "log_loss", "ece")
        if baselines is BASELINES_OF_RATES
        else ("mae", "rmse", "sum_ratio")
    )
    return Contest(model, actual, predicted, tuple((name, f"{family}_{name}") for name in baselines), metrics)


CONTESTS = (
    _contest("churn", "churned", "churn", "churn", BASELINES_OF_RATES),
    _contest("beta_geo", "churned", "churn_beta_geo", "churn", BASELINES_OF_RATES),
    _contest("repeat_purchase", "repeated", "repeat_purchase", "repeat_purchase", BASELINES_OF_RATES),
    _contest(
        "expected_orders", "purchase_days_after", "expected_orders", "expected_orders", BASELINES_OF_AMOUNTS
    ),
    _contest("lifetime_value", "revenue_after", "lifetime_value", "lifetime_value", BASELINES_OF_AMOUNTS),
)


def backtest(forecasts: pd.DataFrame, window_days: int, repeat_days: int, seed: int) -> pd.DataFrame:
    """A row per model, test day and metric: the model's value, the best naive one's, and the difference.

    `lower` and `upper` hold the improvement (positive is better, in the metric's own unit; of `sum_ratio`
    in its distance from one on a log scale) with 95 % by Poisson bootstrap over customers.
    """
    rows = []
    for origin, frame in forecasts.groupby("origin", sort=True):
        weight = resamples(len(frame), seed)
        for contest in CONTESTS:
            days = repeat_days if contest.model == "repeat_purchase" else window_days
            with one_thread():
                rows += [(contest.model, origin, days, *row) for row in _results(contest, frame, weight)]
    return pd.DataFrame(rows, columns=list(TYPES)).astype(TYPES)


def _results(contest: Contest, frame: pd.DataFrame, weight: Vector) -> list[tuple[object, ...]]:
    actual, predicted = frame[contest.actual].to_numpy(float), frame[contest.predicted].to_numpy(float)
    if np.isnan(predicted).any():
        return []
    rivals = {name: frame[column].to_numpy(float) for name, column in contest.rivals}
    return [
        (*_compared(metric, actual, _forecast(metric, contest, frame), rivals, weight), len(frame))
        for metric in contest.metrics
    ]


def _forecast(metric: str, contest: Contest, frame: pd.DataFrame) -> Vector:
    """What the metric judges: the mean, but the median, where there is one, by its absolute error.

    The mean of a skewed outcome cannot minimise that, and is not meant to (Gneiting, JASA 106, 2011).
    """
    predicted = frame[contest.predicted].to_numpy(float)
    median = frame.get(f"{contest.predicted}_median") if metric == "mae" else None
    return predicted if median is None else np.where(median.notna(), median, predicted)


def _compared(
    metric: str, actual: Vector, predicted: Vector, rivals: dict[str, Vector], weight: Vector
) -> tuple[str, float, str, float, float, float]:
    own = METRICS[metric](actual, predicted, weight)
    others = {name: METRICS[metric](actual, values, weight) for name, values in rivals.items()}
    best = min(others, key=lambda name: (_finite(loss(metric, others[name])[0]), name))
    gain = (loss(metric, others[best]) - loss(metric, own))[1:]
    lower, upper = np.nanquantile(gain, [0.025, 0.975]) if np.isfinite(gain).any() else (np.nan, np.nan)
    return metric, float(own[0]), best, float(others[best][0]), float(lower), float(upper)


def _finite(value: float) -> float:
    return value if np.isfinite(value) else np.inf
