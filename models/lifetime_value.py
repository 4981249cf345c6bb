"""What each customer is worth: margin so far, margin to come, and how far off that may be."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from models.btyd.cells import unique_pairs
from models.btyd.intervals import Futures, simulate_futures
from models.btyd.newton import Vector
from models.value_parameters import Parameters
from models.value_reasons import value_reasons

HORIZONS = (30, 90, 365)
STEP = 30
LEVELS = (0.1, 0.9)


@dataclass(frozen=True)
class LifetimeValue:
    """Fader, Hardie & Lee (2005), "RFM and CLV", by BG/NBD and Gamma-Gamma, or by the average of the cohort.

    Values are margins (`margin_rate` of net spend); those to come are discounted at `discount_rate` a year,
    in steps of 30 days. `largest` are the highest frequency and T there are, for the intervals.
    """

    parameters: Parameters
    margin_rate: float
    discount_rate: float
    largest: tuple[float, float]
    seed: int

    def score(self, history: pd.DataFrame) -> pd.DataFrame:
        """One row for each row of `mart.purchase_history`: orders and value to expect, basis and reason."""
        spend = self.spend(history)
        alive, orders, discounted = self._orders(history)
        frame = pd.DataFrame({"customer_id": history["customer_id"], "p_alive": self._shown(alive, history)})
        for days in HORIZONS:
            frame[f"expected_orders_{days}"] = orders[days]
        frame["predicted_spend_per_order"] = spend
        frame["historic_clv"] = self.margin_rate * history["revenue"].to_numpy(float)
        for days in HORIZONS:
            frame[f"predicted_clv_{days}"] = self.margin_rate * spend * discounted[days]
        frame["total_clv"] = frame["historic_clv"] + frame["predicted_clv_365"]
        frame["predicted_clv_lower"], frame["predicted_clv_upper"] = self._interval(history, frame, alive)
        frame["basis"] = self.basis(history)
        words = ("customer_id", "basis", "reason_en", "reason_zh")
        return frame.join(value_reasons(history, frame, self.parameters)).astype(dict.fromkeys(words, "str"))

    def basis(self, history: pd.DataFrame) -> Vector:
        """What each row's prediction rests on."""
        if self.parameters.orders is None:
            return np.full(len(history), "cohort average", object)
        return np.where(history["frequency"] > 0, "individual", "population prior").astype(object)

    def spend(self, history: pd.DataFrame) -> Vector:
        """Net spend to expect per purchase day."""
        model = self.parameters.spend
        if model is None:
            return np.full(len(history), self.parameters.mean_spend)
        return model.predict(history)

    def _shown(self, alive: Vector, history: pd.DataFrame) -> Vector:
        """P(alive); of customers with one order that of their age, for BG/NBD holds all of them alive."""
        model = self.parameters.orders
        if model is None:
            return alive
        ages, places = np.unique(history["T"].to_numpy(), return_inverse=True)
        return np.where(history["frequency"] > 0, alive, model.share_alive(ages)[places])

    def _orders(self, history: pd.DataFrame) -> tuple[Vector, dict[int, Vector], dict[int, Vector]]:
        """P(alive), expected orders and expected discounted orders within each horizon."""
        model = self.parameters.orders
        if model is None:
            rate = np.full(len(history), self.parameters.orders_per_day)
            plain, discounted = self._sums(lambda days: rate * days)
            return np.full(len(history), self.parameters.share_active), plain, discounted
        alive = model.probability_alive(history)
        frequency, age, places = unique_pairs(history["frequency"].to_numpy(), history["T"].to_numpy())
        plain, discounted = self._sums(lambda days: model.expected_if_alive(frequency, age, days))
        return (
            alive,
            {days: alive * value[places] for days, value in plain.items()},
            {days: alive * value[places] for days, value in discounted.items()},
        )

    def _sums(self, expected: Callable[[float], Vector]) -> tuple[dict[int, Vector], dict[int, Vector]]:
        """Expected orders by horizon, plain and discounted from the middle of each step."""
        edges = sorted({*range(STEP, HORIZONS[-1], STEP), *HORIZONS})
        plain, discounted = {}, {}
        before, worth, day = 0.0 * expected(0.0), 0.0 * expected(0.0), 0
        for edge in edges:
            until = expected(float(edge))
            worth = worth + (until - before) * (1 + self.discount_rate) ** (-(day + edge) / 2 / 365)
            before, day = until, edge
            if edge in HORIZONS:
                plain[edge], discounted[edge] = until, worth
        return plain, discounted

    @cached_property
    def futures(self) -> Futures | None:
        """Simulated spend of the coming year; none without both models."""
        orders, spend = self.parameters.orders, self.parameters.spend
        if orders is None or spend is None:
            return None
        return simulate_futures(orders, spend, self.largest, HORIZONS[-1], self.seed)

    def _interval(self, history: pd.DataFrame, frame: pd.DataFrame, alive: Vector) -> tuple[Vector, Vector]:
        """80 % predictive bounds of the value to come in a year.

        Without both models they are the cohort's own: nothing, and the value that nine in ten stay under.
        """
        value = frame["predicted_clv_365"].to_numpy()
        if self.futures is None:
            return np.zeros_like(value), value * self.parameters.upper_ratio
        if_alive = value / np.maximum(alive, 1e-12)
        frequency, age = history["frequency"].to_numpy(float), history["T"].to_numpy(float)
        lower, upper = (if_alive * self.futures.quantile(level, alive, frequency, age) for level in LEVELS)
        return lower, upper
