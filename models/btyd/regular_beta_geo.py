"""The MBG/CNBD-k model: customers who buy in a rhythm, not at random moments."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import betainc, expit

from models.btyd.beta_geo import BetaGeo, draw_dropouts
from models.btyd.cells import Cells
from models.btyd.estimator import Finding
from models.btyd.histories import histories
from models.btyd.newton import FitError, Maximum, Objective, Vector
from models.btyd.regular_beta_geo_likelihood import Likelihood, step_weights, steps_since

NEGLIGIBLE = 1e-10
MOST_ORDERS = 2000


class RegularBetaGeo(BetaGeo):
    """Reutterer, Platzer & Schroeder (2020), Leveraging Purchase Regularity, IJRM 38(1), 194-215.

    As MBG/NBD, but the gaps between purchases are Erlang-k: a purchase is every k-th step of a hidden Poisson
    process, so that k of 2 or more is a rhythm, and silence tells more. `k` is found where none is given: the
    first of 1, 2, ... `most_k` after which the likelihood falls. Its expectations are exact sums over the
    hidden steps. Learned beside r, alpha, a and b (alpha in hidden steps): `k_`.
    """

    first_chances: ClassVar[int] = 1
    k_: int

    def __init__(
        self, k: int | None = None, most_k: int = 12, tolerance: float = 1e-13, max_steps: int = 200
    ) -> None:
        super().__init__(tolerance, max_steps)
        self.k = k
        self.most_k = most_k

    @property
    def phases(self) -> int:
        """How many hidden steps a gap has."""
        return self.k_

    def set_learned(self, parameters: "Mapping[str, float] | pd.Series[float]") -> Self:
        """Take the parameters, and `k` where it stands among them, from an earlier fit."""
        self.k_ = int(parameters["k"]) if "k" in parameters else self.k_
        super().set_learned(parameters)
        return self

    def likelihood(self, cells: Cells) -> Objective:
        """Of the `k_` at hand."""
        return Likelihood(cells, self.k_)

    def _climb(self, cells: Cells, scale: float) -> Maximum:
        """The best climb over k. Raises FitError where `k` is no whole number from one on."""
        if self.k is not None and (self.k < 1 or self.k != int(self.k)):
            raise FitError(f"k counts steps, so it is a whole number from 1 on, not {self.k}")
        best: tuple[int, Maximum] | None = None
        for k in [self.k] if self.k else range(1, self.most_k + 1):
            self.k_ = int(k)
            climbed = super()._climb(cells, scale)
            if best is not None and climbed.log_likelihood <= best[1].log_likelihood:
                break
            best = int(k), climbed
        assert best is not None
        self.k_ = best[0]
        return best[1]

    def _start(self, scale: float) -> Vector:
        return np.array([1.0, scale / self.k_, 1.0, 3.0])

    def _findings(self, maximum: Maximum, scale: float) -> Sequence[Finding]:
        return super()._findings(maximum, scale / self.k_)

    def probability_alive(self, frame: pd.DataFrame) -> Vector:
        """P(still a customer) of each row."""
        frequency, recency, age = (one.astype(float) for one in histories(frame))
        m = self.r_ + self.k_ * frequency
        sums, *_ = steps_since(m, (age - recency) / (self.alpha_ + age), self.k_)
        silence = np.log(self.alpha_ + age) - np.log(self.alpha_ + recency)
        leaving = np.log(self.a_) - np.log(self.b_ + frequency)
        alive: Vector = expit(sums - leaving - m * silence)
        return alive

    def phase_weights(self, frame: pd.DataFrame) -> Vector:
        """P(each number of hidden steps since the last purchase) of somebody alive, a row for each number."""
        frequency, recency, age = (one.astype(float) for one in histories(frame))
        return step_weights(self.r_ + self.k_ * frequency, (age - recency) / (self.alpha_ + age), self.k_)

    def silent_if_alive(self, frequency: Vector, age: Vector, days: float, phase: int = 0) -> Vector:
        """P(fewer steps within `days` than are left to the next purchase)."""
        shape, share = self._rate(np.asarray(frequency), np.asarray(age), days, phase)
        silent: Vector = 1 - betainc(self.k_ - phase, shape, share)
        return silent

    def expected_if_alive(self, frequency: Vector, age: Vector, days: ArrayLike, phase: int = 0) -> Vector:
        """Purchases within `days`: the sum over i of P(i of them, if never leaving) P(stayed for i - 1)."""
        frequency, age, horizon = np.broadcast_arrays(
            *(np.asarray(one, dtype=float) for one in (frequency, age, days))
        )
        shape, share = self._rate(frequency, age, horizon, phase)
        stays, expected = np.ones_like(shape), np.zeros_like(shape)
        for i in range(1, MOST_ORDERS):
            added = stays * betainc(self.k_ * i - phase, shape, share)
            expected = expected + added
            if not (added > NEGLIGIBLE * (1 + expected)).any():
                break
            kept = self.b_ + frequency + i
            stays = stays * kept / (self.a_ + kept)
        return expected

    def share_alive(self, age: ArrayLike) -> Vector:
        """The share of all customers still alive at `age`, whatever they bought."""
        elapsed = np.asarray(age, dtype=float)
        share = elapsed / (self.alpha_ + elapsed)
        stayed = self.b_ / (self.a_ + self.b_)
        alive = stayed * np.ones_like(elapsed)
        for i in range(1, MOST_ORDERS):
            bought = np.where(share > 0, betainc(self.k_ * i, self.r_, share), 0.0)
            leaving = stayed * self.a_ / (self.a_ + self.b_ + i)
            alive = alive - bought * leaving
            stayed -= leaving
            if not (bought * leaving > NEGLIGIBLE).any():
                break
        return alive

    def draw_orders(
        self, draw: np.random.Generator, parameters: Vector, frequency: float, age: Vector, days: float
    ) -> Vector:
        """Orders until the horizon or the first that they leave after, from any step of a gap alike."""
        r, alpha, a, b = parameters.T
        shape = (len(age), len(parameters))
        rate = draw.gamma(r + self.k_ * frequency, size=shape) / (alpha + age[:, None])
        dropout = draw_dropouts(draw, a, b + frequency + 1, shape)
        steps = draw.integers(0, self.k_, shape) + draw.poisson(rate * days)
        orders: Vector = np.minimum(steps // self.k_, draw.geometric(dropout)).astype(float)
        return orders

    def _rate(self, frequency: Vector, age: Vector, days: ArrayLike, phase: int) -> tuple[Vector, Vector]:
        """The posterior of the rate of steps as betainc takes it, and the horizon's share of the time."""
        horizon = np.asarray(days, dtype=float)
        return self.r_ + self.k_ * frequency + phase, horizon / (self.alpha_ + age + horizon)


def regularity(earlier: Vector, later: Vector) -> float:
    """Wheat & Morrison (1990), Journal of Marketing Research 27(1): k from two gaps of each customer.

    `earlier / (earlier + later)` is Beta(k, k) whatever the customer's rate; k follows from its variance.
    """
    share = np.asarray(earlier, float) / (np.asarray(earlier, float) + np.asarray(later, float))
    variance = float(np.mean((share - 0.5) ** 2))
    return (1 - 4 * variance) / (8 * variance)
