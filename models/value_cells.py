"""What to expect of each distinct buying history; customers who bought alike share one row."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from models.btyd.intervals import Futures, simulate_futures
from models.btyd.newton import Vector
from models.next_order import SOON, next_order_days, probability_soon
from models.value_parameters import Parameters

HORIZONS = (30, 90, 365)
STEP = 30
LEVELS = {"lower": 0.1, "median": 0.5, "upper": 0.9}


@dataclass(frozen=True)
class ValueCells:
    """Expected orders by the champion of the models of repeat buying, or by the average of the cohort.

    Orders are discounted at `discount_rate` a year, in steps of 30 days (Fader, Hardie & Lee 2005, RFM and
    CLV). `window_days` is the churn window; `largest` are the highest frequency and T there are.
    """

    parameters: Parameters
    discount_rate: float
    window_days: int
    largest: tuple[float, float]
    seed: int

    def score(self, cells: pd.DataFrame) -> pd.DataFrame:
        """One row for each row of distinct `frequency`, `recency` and `T`."""
        alive, plain, discounted = self.orders_within(cells)
        frame = cells[["frequency", "recency", "T"]].copy()
        frame["is_modelled"] = self.parameters.orders is not None
        frame["p_alive"] = self._shown(alive, cells)
        for days in HORIZONS:
            frame[f"expected_orders_{days}"] = plain[days]
        frame["expected_orders_window"] = plain[self.window_days]
        for days in HORIZONS:
            frame[f"discounted_orders_{days}"] = discounted[days]
        for name, ratio in self._ratios(cells, alive).items():
            frame[f"{name}_ratio"] = ratio
        for days, chance in zip(SOON, probability_soon(self.parameters, cells, alive), strict=True):
            frame[f"p_order_{days}"] = chance
        for level, days_until in next_order_days(self.parameters, cells).items():
            frame[f"next_days_{level}"] = days_until
        return frame

    def _shown(self, alive: Vector, cells: pd.DataFrame) -> Vector:
        """P(alive); of customers with one order that of their age, where the model holds them all alive."""
        model = self.parameters.orders
        if model is None:
            return alive
        ages, places = np.unique(cells["T"].to_numpy(), return_inverse=True)
        is_told = (cells["frequency"] > 0) | (alive < 1)
        return np.where(is_told, alive, model.share_alive(ages)[places])

    def orders_within(self, cells: pd.DataFrame) -> tuple[Vector, dict[int, Vector], dict[int, Vector]]:
        """P(alive), expected orders and expected discounted orders within each horizon."""
        model = self.parameters.orders
        if model is None:
            rate = np.full(len(cells), self.parameters.orders_per_day)
            sums = self._sums(lambda days: rate * days)
            return np.full(len(cells), self.parameters.share_active), *self._named(sums.T)
        alive = model.probability_alive(cells)
        sums = model.over_phases(
            cells,
            lambda x, age, phase: self._sums(lambda days: model.expected_if_alive(x, age, days, phase)),
        )
        return alive, *self._named(self.parameters.level * alive * sums.T)

    @property
    def _days(self) -> list[int]:
        return sorted({*HORIZONS, self.window_days})

    def _named(self, sums: Vector) -> tuple[dict[int, Vector], dict[int, Vector]]:
        """Plain and discounted sums by horizon, from a row of each."""
        plain, discounted = sums[: len(self._days)], sums[len(self._days) :]
        return dict(zip(self._days, plain, strict=True)), dict(zip(self._days, discounted, strict=True))

    def _sums(self, expected: Callable[[float], Vector]) -> Vector:
        """Expected orders by horizon, plain, then discounted from the middle of each step: a column each."""
        edges = sorted({*range(STEP, HORIZONS[-1], STEP), *HORIZONS, self.window_days})
        plain, discounted = {}, {}
        before, worth, day = 0.0 * expected(0.0), 0.0 * expected(0.0), 0
        for edge in edges:
            until = expected(float(edge))
            worth = worth + (until - before) * (1 + self.discount_rate) ** (-(day + edge) / 2 / 365)
            before, day = until, edge
            plain[edge], discounted[edge] = until, worth
        return np.stack([each[days] for each in (plain, discounted) for days in self._days], axis=1)

    @cached_property
    def futures(self) -> Futures | None:
        """Simulated spend of the coming year; none without both models."""
        orders, spend = self.parameters.orders, self.parameters.spend
        if orders is None or spend is None:
            return None
        return simulate_futures(orders, spend, self.largest, HORIZONS[-1], self.seed)

    def _ratios(self, cells: pd.DataFrame, alive: Vector) -> dict[str, Vector]:
        """The 80 % predictive bounds and the median of a year's value, over its mean.

        Without both models they are the cohort's own: nothing, and the value that nine in ten stay under.
        """
        if self.futures is None:
            constants = {"lower": 0.0, "median": min(self.parameters.upper_ratio, 1.0)}
            constants["upper"] = self.parameters.upper_ratio
            return {name: np.full(len(cells), value) for name, value in constants.items()}
        frequency, age = cells["frequency"].to_numpy(float), cells["T"].to_numpy(float)
        return {
            name: self.futures.quantile(level, alive, frequency, age) / np.maximum(alive, 1e-12)
            for name, level in LEVELS.items()
        }
