"""For whom the models are right: past forecasts of probabilities, group by group of the customers."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from models.btyd.newton import Vector
from models.metrics import RESAMPLES, auc, ece
from models.threads import one_thread

MODELS = {"churn": "churned", "repeat_purchase": "repeated"}
LEAST, LEAST_OF_A_KIND = 100, 20
MOST = 20_000
MOST_OFF = 0.05
LEAST_AUC = 0.55
TYPES = {
    "model": "str", "kind": "str", "name": "str", "customers": "int64", "forecasts": "int64",
    "predicted": "float64", "observed": "float64", "gap_lower": "float64", "gap_upper": "float64",
    "auc": "float64", "auc_lower": "float64", "auc_upper": "float64",
    "ece": "float64", "ece_lower": "float64", "ece_upper": "float64", "verdict": "str",
}  # fmt: skip


def group_backtest(forecasts: pd.DataFrame, groups: pd.DataFrame, seed: int) -> pd.DataFrame:
    """A row for each model and group: how well it ranked and what it promised, with 95 % intervals.

    forecasts: of all test days together. groups[origin, customer_id, kind, name]: as known at those days.
    Intervals are of a Poisson bootstrap over customers, who keep their weight from one test day to the next;
    `gap` is predicted minus observed. verdict: trusted, off (the gap is beyond five points for certain),
    unranked (its AUC may be below .55), too few (under 100 forecasts or 20 of a kind).
    """
    step = -(-len(forecasts) // MOST) or 1
    rows = forecasts.sort_values(["customer_id", "origin"]).iloc[::step].reset_index(drop=True)
    codes, customers = pd.factorize(rows["customer_id"])
    draw = np.random.default_rng(seed)
    weight = np.concatenate([np.ones((1, len(customers))), draw.poisson(1.0, (RESAMPLES, len(customers)))])
    told = groups.merge(rows[["origin", "customer_id"]].reset_index(), on=["origin", "customer_id"])
    with one_thread():
        found = list(_judged(rows, told, codes, weight))
    return pd.DataFrame(found, columns=list(TYPES)).astype(TYPES)


def _judged(
    rows: pd.DataFrame, told: pd.DataFrame, codes: Vector, weight: Vector
) -> Iterator[tuple[object, ...]]:
    for (kind, name), group in told.groupby(["kind", "name"], sort=True):
        places = np.sort(group["index"].to_numpy())
        own, drawn = rows.iloc[places], codes[places]
        for model, outcome in MODELS.items():
            actual, said = own[outcome].to_numpy(float), own[model].to_numpy(float)
            yield (
                model,
                kind,
                name,
                len(np.unique(drawn)),
                len(own),
                *_measured(actual, said, weight[:, drawn]),
            )


def _measured(actual: Vector, said: Vector, weight: Vector) -> tuple[object, ...]:
    """Everything about one group from `predicted` on."""
    means = float(said.mean()), float(actual.mean())
    if len(actual) < LEAST or not LEAST_OF_A_KIND <= actual.sum() <= len(actual) - LEAST_OF_A_KIND:
        return *means, *[np.nan] * 8, "too few"
    gaps = weight @ (said - actual) / weight.sum(axis=1)
    gap, rank, off = _limits(gaps), auc(actual, said, weight), ece(actual, said, weight)
    ranked = float(rank[0]), *_limits(rank)
    return *means, *gap, *ranked, float(off[0]), *_limits(off), _verdict(gap, ranked[1])


def _limits(values: Vector) -> tuple[float, float]:
    lower, upper = np.nanquantile(values[1:], [0.025, 0.975])
    return float(lower), float(upper)


def _verdict(gap: tuple[float, float], least_auc: float) -> str:
    if gap[0] > MOST_OFF or gap[1] < -MOST_OFF:
        return "off"
    return "unranked" if least_auc < LEAST_AUC else "trusted"
