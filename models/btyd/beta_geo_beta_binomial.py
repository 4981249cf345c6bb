"""The BG/BB model of buying or not at each of a row of occasions, and of leaving between them."""

from collections.abc import Sequence
from typing import ClassVar, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import betaln

from models.btyd.beta_geo_beta_binomial_likelihood import Likelihood
from models.btyd.cells import purchase_cells
from models.btyd.estimator import Estimator, Finding, found
from models.btyd.histories import histories, horizon
from models.btyd.newton import FitError, Maximum, Vector

PARAMETERS = ("alpha", "beta", "gamma", "delta")


class BetaGeoBetaBinomial(Estimator):
    """Fader, Hardie & Shang (2010), Customer-Base Analysis in a Discrete-Time Noncontractual Setting,
    Marketing Science 29(6), 1086-1108.

    At each occasion a living customer buys with a probability drawn from Beta(alpha, beta), and before each
    leaves with one drawn from Beta(gamma, delta). `frequency` counts the occasions with a purchase,
    `recency` is the last of them (0 without any) and `T` how many there were, all after the first purchase.
    """

    parameters: ClassVar[tuple[str, ...]] = PARAMETERS
    alpha_: float
    beta_: float
    gamma_: float
    delta_: float

    def fit(self, frame: pd.DataFrame, y: None = None) -> Self:  # noqa: ARG002
        """Fit on `frequency`, `recency`, `T` and any `weight`. Raises FitError on impossible data."""
        objective = Likelihood(*_checked(frame))
        maximum = self._maximise(objective, np.ones(4), objective.customers)
        return self._learn(maximum, objective.customers, _findings(maximum))

    def probability_alive(self, frame: pd.DataFrame) -> Vector:
        """P(still a customer at the coming occasion) of each row (equation 11)."""
        return self._here(frame, 1.0)

    def predict(self, frame: pd.DataFrame, days: float) -> Vector:
        """Purchases to expect of each row within the coming `days` occasions (equation 13, summed)."""
        frequency, _, occasions = _occasions(*histories(frame))
        if horizon(days) != int(days):
            raise FitError(f"occasions are counted, so not {days} of them")
        buys = (self.alpha_ + frequency) / (self.alpha_ + self.beta_ + occasions)
        stays: Vector = np.sum([self._here(frame, step) for step in np.arange(1, days + 1)], axis=0)
        return buys * stays

    def expected_cumulative(self, days: ArrayLike) -> Vector:
        """Purchases to expect of a new customer within as many occasions (equation 8, summed)."""
        longest = int(np.max(days, initial=0))
        stays = np.exp(betaln(self.gamma_, self.delta_ + np.arange(longest + 1)) - self._leaving())
        stays[0] = 0.0
        summed: Vector = np.cumsum(stays)[np.asarray(days, dtype=int)]
        return self.alpha_ / (self.alpha_ + self.beta_) * summed

    def _here(self, frame: pd.DataFrame, later: float) -> Vector:
        """P(still there `later` occasions from now) of each row."""
        frequency, recency, occasions = _occasions(*histories(frame))
        objective = Likelihood(frequency, recency, occasions, np.ones(len(frame)))
        buying = betaln(self.alpha_ + frequency, self.beta_ + occasions - frequency)
        alive = buying - betaln(self.alpha_, self.beta_)
        alive = alive + betaln(self.gamma_, self.delta_ + occasions + later) - self._leaving()
        here: Vector = np.exp(alive - objective.each(self.learned))
        return here

    def _leaving(self) -> float:
        return float(betaln(self.gamma_, self.delta_))


def _checked(frame: pd.DataFrame) -> tuple[Vector, Vector, Vector, Vector]:
    cells = purchase_cells(frame)
    frequency, recency, occasions = _occasions(cells.values(0), cells.values(2), cells.values(1))
    if not cells.weight[frequency > 0].sum():
        raise FitError("nobody has bought twice, so a rate of repeat buying cannot be told")
    return frequency, recency, occasions, cells.weight


def _occasions(frequency: Vector, recency: Vector, occasions: Vector) -> tuple[Vector, Vector, Vector]:
    """Frequency, recency and T as they come. Raises FitError where they do not count occasions."""
    if (frequency > recency).any():
        raise FitError("a customer bought more often than there were occasions")
    if not all((counts == np.floor(counts)).all() for counts in (recency, occasions)):
        raise FitError("recency and T count occasions, so they are whole numbers")
    return frequency.astype(float), recency.astype(float), occasions.astype(float)


def _findings(maximum: Maximum) -> Sequence[Finding]:
    alpha, beta, gamma, delta = maximum.parameters
    return found(
        (min(alpha, beta) < 1e-5, "divergence", "a parameter of buying runs off to zero", True),
        (alpha + beta > 1e4, "boundary",
         "everybody buys with the same probability: alpha and beta run off to infinity", False),
        (gamma + delta > 1e4, "boundary",
         "everybody leaves with the same probability: gamma and delta run off to infinity", False),
        (gamma / (gamma + delta) < 1e-4, "boundary",
         "nobody is seen to leave: gamma runs off to zero", False),
    )  # fmt: skip
