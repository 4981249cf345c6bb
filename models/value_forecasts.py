"""What the value model would have said at one past day: orders and money, with bounds, and naive rivals."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.alive_view import history
from models.btyd import GammaGamma
from models.btyd.intervals import share_inside, simulate_futures
from models.btyd.newton import Vector
from models.btyd.repeat_buying import RepeatBuying
from models.two_part import forecast_spend
from models.value_choice import (
    CANDIDATES,
    Choice,
    carried,
    first_told,
    fit_past,
    fit_spend,
    mean_spend,
    preferred_first,
    recent,
)

LEVELS = (0.1, 0.5, 0.9)
BOUNDS = ("lower", "median", "upper")
OUTCOMES = {"expected_orders": "purchase_days_after", "lifetime_value": "revenue_after"}
NAMES = {
    "expected_orders": ("purchase_days_after", "purchase_days_before", "purchase_days"),
    "lifetime_value": ("revenue_after", "revenue_before", "revenue_total"),
}
COLUMNS = (
    *(
        column
        for name, (after, *_) in NAMES.items()
        for column in (
            after, name, *(f"{name}_{bound}" for bound in (*BOUNDS, "inside")),
            f"{name}_last_period", f"{name}_own_rate", f"{name}_population_mean",
        )
    ),
    "lifetime_value_boosting",
    *(f"expected_orders_{name}" for name in CANDIDATES),
)  # fmt: skip


def forecast_amounts(
    present: pd.DataFrame, past: pd.DataFrame, asked: pd.DataFrame, choice: Choice, days: int, seed: int
) -> dict[str, Vector]:
    """All columns of amounts for the `asked` of those `present` at a day, learned from `past` days alone.

    `choice` is what these past days chose.
    """
    latest = past[past["as_of"] == past["as_of"].max()]
    seen = history(present)
    fitted = {name: fit_past(name, seen) for name in CANDIDATES}
    orders, spend = first_told(fitted[name] for name in preferred_first(choice.model)), fit_spend(seen)
    columns = _naive(asked, latest, days)
    if isinstance(orders, str):
        columns |= _unknown(len(asked), latest)
    else:
        per_order = mean_spend(present) if isinstance(spend, str) else spend
        columns |= _Day(asked, orders, per_order, choice, days, seed).columns()
    columns["lifetime_value_boosting"] = forecast_spend(past, asked, seed)
    for name, model in fitted.items():
        columns[f"expected_orders_{name}"] = (
            np.full(len(asked), np.nan) if isinstance(model, str) else model.predict(history(asked), days)
        )
    return columns


@dataclass(frozen=True)
class _Day:
    """The fitted models at one day, and those asked about."""

    asked: pd.DataFrame
    orders: RepeatBuying
    spend: GammaGamma | float
    choice: Choice
    days: int
    seed: int

    def columns(self) -> dict[str, Vector]:
        seen = history(self.asked)
        expected = self.choice.level * self.orders.predict(seen, self.days)
        per_order = self.spend.predict(seen) if isinstance(self.spend, GammaGamma) else self.spend
        money = self.choice.own_weight * expected * per_order
        money = money + self.choice.recent_weight * carried(recent(self.asked), expected)
        columns = {"expected_orders": expected, "lifetime_value": money}
        columns |= self._bounded(seen, "expected_orders", expected, None, is_whole=True)
        spend = self.spend if isinstance(self.spend, GammaGamma) else None
        return columns | self._bounded(seen, "lifetime_value", money, spend, is_whole=False)

    def _bounded(
        self, seen: pd.DataFrame, name: str, mean: Vector, spend: GammaGamma | None, is_whole: bool
    ) -> dict[str, Vector]:
        """Bounds around the mean, and how much of what came lies between the tenth and nine tenths."""
        frequency, age = seen["frequency"].to_numpy(float), seen["T"].to_numpy(float)
        largest = (max(float(frequency.max()), 1.0), max(float(age.max()), 1.0))
        futures = simulate_futures(self.orders, spend, largest, self.days, self.seed)
        alive = self.orders.probability_alive(seen)
        if_alive = mean / np.maximum(alive, 1e-12)
        bounds = [if_alive * futures.quantile(level, alive, frequency, age) for level in LEVELS]
        actual = np.maximum(self.asked[OUTCOMES[name]].to_numpy(float), 0.0)
        below, upto = futures.chances(actual / np.maximum(if_alive, 1e-12), alive, frequency, age)
        bounds = [np.rint(bound) for bound in bounds] if is_whole else bounds
        named = {f"{name}_{bound}": values for bound, values in zip(BOUNDS, bounds, strict=True)}
        return named | {f"{name}_inside": share_inside(below, upto)}


def _naive(asked: pd.DataFrame, latest: pd.DataFrame, days: int) -> dict[str, Vector]:
    """What came, and as in the last period, at the own rate, and everybody the average."""
    longer = days / np.maximum(asked["tenure_days"].to_numpy(float), days)
    columns: dict[str, Vector] = {}
    for name, (after, before, total) in NAMES.items():
        columns[after] = asked[after].to_numpy(float)
        columns[f"{name}_last_period"] = np.maximum(asked[before].to_numpy(float), 0)
        columns[f"{name}_own_rate"] = np.maximum(asked[total].to_numpy(float), 0) * longer
        columns[f"{name}_population_mean"] = np.full(len(asked), float(latest[after].mean()))
    return columns


def _unknown(customers: int, latest: pd.DataFrame) -> dict[str, Vector]:
    """Where repeat buying cannot be told: everybody the average, without bounds."""
    means = {name: float(latest[after].mean()) for name, (after, *_) in NAMES.items()}
    bounds = {f"{name}_{bound}": np.nan for name in NAMES for bound in (*BOUNDS, "inside")}
    return {name: np.full(customers, value) for name, value in (means | bounds).items()}
