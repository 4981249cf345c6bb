"""Which model of repeat buying to believe, and how far, from what past days show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from models.alive_view import history
from models.btyd import BetaGeo, FitError, GammaGamma, ModifiedBetaGeo, ParetoNBD, RegularBetaGeo
from models.btyd.histories import HISTORY
from models.btyd.newton import Vector
from models.btyd.repeat_buying import RepeatBuying
from models.remembered import remembered

CANDIDATES: dict[str, type[RepeatBuying]] = {
    "beta_geo": BetaGeo,
    "modified_beta_geo": ModifiedBetaGeo,
    "pareto_nbd": ParetoNBD,
    "regular_beta_geo": RegularBetaGeo,
}
LEAST_REPEATERS = 20
HANDICAP = {"modified_beta_geo": 1.002, "pareto_nbd": 1.002, "regular_beta_geo": 1.0025}
MOST_LEVEL = 1.5
SMALLEST = 1e-9
LEAST_ORDERS = 1e-3
"""Where fewer orders are expected in a window, what came lately counts in proportion: the gone bring none."""

Trial = dict[str, Vector]
"""Each model's forecasts at one past day, and what came, a place for each customer."""


@dataclass(frozen=True)
class Choice:
    """The model of repeat buying, and how its forecasts turn into money.

    Expected orders are `level` times the model's. An order is worth `own_weight` times what Gamma-Gamma
    expects of it plus `recent_weight` times the customer's own revenue of the latest window per order
    expected in one. They were learned over windows of `days`; `deviance` holds each candidate's mean Poisson
    deviance at past days.
    """

    model: str = "beta_geo"
    level: float = 1.0
    own_weight: float = 1.0
    recent_weight: float = 0.0
    days: int = 0
    deviance: dict[str, float] = field(default_factory=dict)


def choose(rows: pd.DataFrame, days: int) -> Choice:
    """Learn from labelled `rows` at past days: fit at each, forecast the `days` after, and compare.

    The simplest model stays unless another's deviance is smaller by two in a thousand. The level makes past
    totals right (a leak-free correction of what all models of this kind miss in total), and the two weights
    are non-negative least squares: heavy tails of spend, which Gamma-Gamma shrinks away, come in by them.
    They are used only where they forecast customers better whom they were not learned from.
    """
    return choose_from(list(tried(rows, days).values()), days)


def choose_from(trials: Sequence[Trial], days: int) -> Choice:
    """`choose`, where past days have been tried already."""
    actual = _joined(trials, "orders_after")
    found = {name: _joined(trials, name) for name in CANDIDATES if all(name in trial for trial in trials)}
    if not trials or not found or not actual.sum():
        return Choice(days=days)
    levels = {name: total_level(actual, expected) for name, expected in found.items()}
    deviance = {name: _deviance(actual, levels[name] * found[name]) for name in found}
    best = min(found, key=lambda name: (deviance[name] * HANDICAP.get(name, 1.0), name))
    modelled = levels[best] * found[best] * _joined(trials, "spend")
    parts = np.column_stack([modelled, _joined(trials, "recent")])
    weights = _weights(parts, np.maximum(_joined(trials, "revenue_after"), 0.0), _joined(trials, "customer"))
    return Choice(best, levels[best], *weights, days, deviance)


def total_level(actual: Vector, expected: Vector) -> float:
    """How many times more was bought than expected in all, within two thirds and one and a half."""
    ratio = float(actual.sum()) / max(float(expected.sum()), SMALLEST)
    return float(np.clip(ratio, 1 / MOST_LEVEL, MOST_LEVEL))


def fit_orders(retail: pd.DataFrame, preferred: str = "beta_geo") -> RepeatBuying | str:
    """The preferred model, or the first of the others that can be told; else why the preferred cannot."""
    return first_told(fit_candidate(name, retail) for name in preferred_first(preferred))


def preferred_first(preferred: str) -> list[str]:
    """The names of all candidates."""
    return [preferred, *(name for name in CANDIDATES if name != preferred)]


def first_told(fitted: Iterable[RepeatBuying | str]) -> RepeatBuying | str:
    """The first model that can be told; else why the very first cannot."""
    models = iter(fitted)
    first = next(models)
    if not isinstance(first, str):
        return first
    return next((model for model in models if not isinstance(model, str)), first)


def fit_candidate(name: str, retail: pd.DataFrame) -> RepeatBuying | str:
    """One model, or what keeps it from being used."""
    if (retail["frequency"] > 0).sum() < LEAST_REPEATERS:
        return f"fewer than {LEAST_REPEATERS} customers have bought twice"
    try:
        model = CANDIDATES[name]().fit(retail)
    except FitError as error:
        return str(error)
    return model if model.is_usable_ else model.diagnosis_


@remembered(*HISTORY)
def fit_past(name: str, seen: pd.DataFrame) -> RepeatBuying | str:
    """The same at a past day, which a night asks about more than once: to choose, to rehearse and to test."""
    return fit_candidate(name, seen)


def fit_spend(retail: pd.DataFrame) -> GammaGamma | str:
    """Gamma-Gamma, or why it cannot be told from these customers."""
    if ((retail["frequency"] > 0) & (retail["monetary_value"] > 0)).sum() < LEAST_REPEATERS:
        return f"fewer than {LEAST_REPEATERS} customers have a second order of positive value"
    model = GammaGamma().fit(retail)
    return model if model.is_usable_ else model.diagnosis_


def mean_spend(present: pd.DataFrame) -> float:
    """Net revenue per order of everybody, for where Gamma-Gamma cannot be told."""
    return max(float(present["revenue_total"].sum() / max(present["orders"].sum(), 1)), 0.0)


def recent(present: pd.DataFrame) -> Vector:
    """Net revenue of the latest window, of those who did not send back more than they bought."""
    latest: Vector = np.maximum(present["revenue_before"].to_numpy(float), 0.0)
    return latest


def carried(amount: Vector, expected: Vector) -> Vector:
    """An amount of the latest window as far as it can come again from somebody of so many orders expected."""
    kept: Vector = amount * np.minimum(expected / LEAST_ORDERS, 1.0)
    return kept


def tried(rows: pd.DataFrame, days: int) -> dict[pd.Timestamp, Trial]:
    """Forecasts and outcomes at each past day; of the models that could be told there."""
    return {
        pd.Timestamp(str(day)): _trial(present, days) for day, present in rows.groupby("as_of", sort=True)
    }


def _trial(present: pd.DataFrame, days: int) -> Trial:
    seen = history(present)
    spend = fit_spend(seen)
    per_order = mean_spend(present) if isinstance(spend, str) else spend.predict(seen)
    models = {name: fit_past(name, seen) for name in CANDIDATES}
    expected = {
        name: model.predict(seen, days) for name, model in models.items() if not isinstance(model, str)
    }
    return expected | {
        "orders_after": present["purchase_days_after"].to_numpy(float),
        "revenue_after": present["revenue_after"].to_numpy(float),
        "spend": np.broadcast_to(per_order, len(present)),
        "recent": recent(present),
        "customer": present["customer_id"].to_numpy(object),
    }


def _joined(trials: Sequence[Trial], name: str) -> Vector:
    joined: Vector = np.concatenate([trial[name] for trial in trials]) if trials else np.empty(0)
    return joined


def _deviance(actual: Vector, expected: Vector) -> float:
    """Mean Poisson deviance, which a forecast of the mean minimises."""
    kept = np.maximum(expected, SMALLEST)
    logs = np.where(actual > 0, actual * np.log(np.maximum(actual, SMALLEST) / kept), 0.0)
    return float(2 * (logs - actual + kept).mean())


def _weights(parts: Vector, actual: Vector, customers: Vector) -> tuple[float, float]:
    """Non-negative least squares, or the modelled money as it is where customers left out do not bear it out.

    Each customer is forecast by weights learned without any of their rows, so that no draw of folds decides.
    """
    codes, _ = pd.factorize(customers)
    normal, moments = (
        _sums(parts[:, :, None] * parts[:, None, :], codes),
        _sums(parts * actual[:, None], codes),
    )
    without = _nonnegative(normal.sum(axis=0) - normal, moments.sum(axis=0) - moments)
    forecast = (parts * without[codes]).sum(axis=1)
    is_better = ((forecast - actual) ** 2).sum() < ((parts[:, 0] - actual) ** 2).sum()
    own, recent_ = _nonnegative(normal.sum(axis=0)[None], moments.sum(axis=0)[None])[0].tolist()
    return (own, recent_) if is_better and own + recent_ > 0 else (1.0, 0.0)


def _sums(values: Vector, codes: Vector) -> Vector:
    """The sum over the rows of each customer."""
    flat = values.reshape(len(values), -1)
    sums = np.stack([np.bincount(codes, column) for column in flat.T], axis=1)
    return sums.reshape(-1, *values.shape[1:])


def _nonnegative(normal: Vector, moments: Vector) -> Vector:
    """Least squares in two non-negative weights, from normal equations: a row for each system."""
    (a, b), c = (normal[:, 0, 0], normal[:, 0, 1]), normal[:, 1, 1]
    x, y = moments.T
    gap = np.maximum(a * c - b * b, SMALLEST)
    both = np.stack([(c * x - b * y) / gap, (a * y - b * x) / gap], axis=1)
    first = np.stack([np.maximum(x, 0) / np.maximum(a, SMALLEST), np.zeros_like(x)], axis=1)
    second = np.stack([np.zeros_like(y), np.maximum(y, 0) / np.maximum(c, SMALLEST)], axis=1)
    gained = [(one * moments).sum(axis=1) for one in (first, second)]
    is_first, is_both = np.asarray(gained[0] >= gained[1]), np.asarray((both >= 0).all(axis=1))
    one = np.where(is_first[:, None], first, second)
    weights: Vector = np.where(is_both[:, None], both, one)
    return weights
