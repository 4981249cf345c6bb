"""The BG/NBD model of repeat buying and of silent leaving."""

from collections.abc import Mapping
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import expit, hyp2f1
from sklearn.base import BaseEstimator

from models.btyd.beta_geo_likelihood import Likelihood
from models.btyd.cells import HISTORY, Cells, purchase_cells, unique_pairs
from models.btyd.newton import FitError, Maximum, Vector, maximise

PARAMETERS = ("r", "alpha", "a", "b")
WARM_START_CELLS = 20_000
LARGEST_SUM = 300.0


class BetaGeo(BaseEstimator):  # type: ignore[misc]
    """Fader, Hardie & Lee (2005), "Counting Your Customers" the Easy Way, Marketing Science 24(2).

    While alive a customer buys at a rate drawn from Gamma(r, alpha); after each repeat purchase they leave
    with a probability drawn from Beta(a, b). `frequency` counts repeat purchases, `recency` is the time from
    the first purchase to the last and `T` from the first to now, all in the unit that alpha then has.

    Learned: `r_ alpha_ a_ b_`, `log_likelihood_`, `standard_errors_` (observed information),
    `covariance_` (of the log parameters), `converged_`, and `diagnosis_`: empty, or what went wrong. Where a
    parameter ran off to a limit at which the model still predicts (nobody leaves, say), `is_usable_` holds.
    """

    r_: float
    alpha_: float
    a_: float
    b_: float
    log_likelihood_: float
    standard_errors_: dict[str, float]
    covariance_: Vector
    customers_: float
    converged_: bool
    diagnosis_: str
    is_usable_: bool

    def __init__(self, tolerance: float = 1e-13, max_steps: int = 200) -> None:
        self.tolerance = tolerance
        self.max_steps = max_steps

    def fit(self, frame: pd.DataFrame, y: None = None) -> Self:  # noqa: ARG002
        """Fit on `frequency`, `recency`, `T` and any `weight`. Raises FitError on impossible data."""
        cells = purchase_cells(frame)
        if not cells.weight[cells.values(0) > 0].sum():
            raise FitError("nobody has bought twice, so a rate of repeat buying cannot be told")
        start = np.array([1.0, max(_mean(cells, 1), 1e-9), 1.0, 3.0])
        if (stride := len(cells) // WARM_START_CELLS) > 1:
            start = self._climb(cells.where(slice(None, None, stride)), start, 1e-6).parameters
        return self._learn(self._climb(cells, start, self.tolerance), cells)

    def _climb(self, cells: Cells, start: Vector, tolerance: float) -> Maximum:
        return maximise(Likelihood(cells), start, float(cells.weight.sum()), tolerance, self.max_steps)

    def _learn(self, maximum: Maximum, cells: Cells) -> Self:
        self.set_learned(dict(zip(PARAMETERS, maximum.parameters.tolist(), strict=True)))
        self.log_likelihood_ = maximum.log_likelihood
        self.covariance_ = maximum.covariance
        self.customers_ = float(cells.weight.sum())
        errors = maximum.parameters * np.sqrt(np.diag(maximum.covariance))
        self.standard_errors_ = dict(zip(PARAMETERS, errors.tolist(), strict=True))
        self.diagnosis_, self.is_usable_ = _diagnosis(maximum, _mean(cells, 1))
        self.converged_ = not self.diagnosis_
        return self

    def set_learned(self, parameters: "Mapping[str, float] | pd.Series[float]") -> Self:
        """Take `r`, `alpha`, `a` and `b` from an earlier fit instead of fitting."""
        self.r_, self.alpha_, self.a_, self.b_ = (float(parameters[name]) for name in PARAMETERS)
        return self

    def probability_alive(self, frame: pd.DataFrame) -> Vector:
        """P(still a customer) of each row, in [0, 1] (equation 7 of Fader, Hardie & Lee 2008's note).

        Without a repeat purchase nobody can have left, so the model says 1: read it with `basis`.
        """
        frequency, recency, age = (frame[name].to_numpy(dtype=float) for name in HISTORY)
        silence = np.log(self.alpha_ + age) - np.log(self.alpha_ + recency)
        leaving = np.log(self.a_) - np.log(self.b_ + np.maximum(frequency, 1) - 1)
        alive: Vector = expit(-(leaving + (self.r_ + frequency) * silence))
        return np.where(frequency > 0, alive, 1.0)

    def predict(self, frame: pd.DataFrame, days: float) -> Vector:
        """Purchases to expect of each row within `days` (equation 10), in the unit of time of the fit."""
        frequency, age, places = unique_pairs(frame["frequency"].to_numpy(), frame["T"].to_numpy())
        return self.probability_alive(frame) * self.expected_if_alive(frequency, age, days)[places]

    def probability_of_order(self, frame: pd.DataFrame, days: float) -> Vector:
        """P(at least one purchase within `days`) of each row: alive, and not silent all that time."""
        rate_shape = self.r_ + frame["frequency"].to_numpy(dtype=float)
        share = days / (self.alpha_ + frame["T"].to_numpy(dtype=float) + days)
        return self.probability_alive(frame) * -np.expm1(rate_shape * np.log1p(-share))

    def share_alive(self, age: ArrayLike) -> Vector:
        """The share of all customers still alive at `age`, whatever they bought: E[exp(-rate p age)].

        It is the prior for customers of whom the model knows nothing better, those with one purchase.
        """
        share: Vector = hyp2f1(
            self.r_, self.a_, self.a_ + self.b_, -np.asarray(age, dtype=float) / self.alpha_
        )
        return share

    def expected_cumulative(self, days: ArrayLike) -> Vector:
        """Repeat purchases to expect of a new customer within `days` of the first (equation 9)."""
        days = np.asarray(days, dtype=float)
        return self.expected_if_alive(np.zeros_like(days), np.zeros_like(days), days)

    def expected_if_alive(self, frequency: Vector, age: Vector, days: ArrayLike) -> Vector:
        """Purchases to expect within `days` of somebody who is certainly alive at `age`.

        Euler's transformation turns the paper's 2F1(r+x, b+x; a+b+x-1; z) into one whose upper parameters
        do not grow with x; a and a+b+x-1 are kept off the removable poles at 1 and 0. Where a and b ran off
        to infinity, their mean is what counts, and they are scaled back to what a float can hold.
        """
        a, b = np.array([self.a_, self.b_]) * min(1.0, LARGEST_SUM / (self.a_ + self.b_))
        a = a if abs(a - 1) > 1e-7 else 1 + 1e-7
        lower = a + b + frequency - 1
        lower = np.where(np.abs(lower) > 1e-7, lower, 1e-7)
        horizon = np.asarray(days, dtype=float)
        share = horizon / (self.alpha_ + age + horizon)
        series = hyp2f1(a + b - 1 - self.r_, a - 1, lower, share)
        expected: Vector = lower / (a - 1) * (1 - np.exp((a - 1) * np.log1p(-share)) * series)
        return expected


def _mean(cells: Cells, column: int) -> float:
    return float(cells.weight @ cells.values(column) / cells.weight.sum())


def _diagnosis(maximum: Maximum, mean_age: float) -> tuple[str, bool]:
    """What keeps the parameters from being told from the data, or nothing; and whether they still predict."""
    r, alpha, a, b = maximum.parameters
    scale = max(mean_age, 1e-9)
    limits = (
        (a + b > 1e4, "everybody leaves with the same probability: a and b run off to infinity"),
        (a / (a + b) < 1e-4, "nobody is seen to leave: a runs off to zero"),
    )
    failures = (
        (r > 1e3 or alpha / scale > 1e4, "everybody buys at the same rate: r and alpha run off to infinity"),
        (min(r, b) < 1e-5, "a parameter runs off to zero"),
        (
            maximum.is_flat and not any(is_so for is_so, _ in limits),
            "the likelihood is flat: too little data",
        ),
        (not maximum.is_reached, "the climb did not reach a maximum"),
    )
    failed = [text for is_so, text in failures if is_so]
    found = [text for is_so, text in limits if is_so]
    return next(iter([*failed, *found]), ""), not failed
