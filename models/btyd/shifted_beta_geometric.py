"""The shifted-beta-geometric model of contracts that are renewed or not."""

from collections.abc import Sequence
from typing import ClassVar, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import betaln, digamma, hyp2f1

from models.btyd.cells import compress
from models.btyd.estimator import Estimator, Finding, found
from models.btyd.gammas import trigamma
from models.btyd.histories import horizon, numbers, weights
from models.btyd.newton import FitError, Maximum, Part, Vector, inner

PARAMETERS = ("alpha", "beta")


class ShiftedBetaGeometric(Estimator):
    """Fader & Hardie (2007), How to Project Customer Retention, Journal of Interactive Marketing 21(1).

    At the end of each period a contract is given up with a probability drawn from Beta(alpha, beta). `T`
    counts the periods a customer stayed before the one in which they left (`is_lost`), or so far.
    """

    parameters: ClassVar[tuple[str, ...]] = PARAMETERS
    alpha_: float
    beta_: float

    def fit(self, frame: pd.DataFrame, y: None = None) -> Self:  # noqa: ARG002
        """Fit on `T`, `is_lost` and any `weight`. Raises FitError where nothing can be learned."""
        objective = Likelihood(frame)
        maximum = self._maximise(objective, np.ones(2), objective.customers)
        return self._learn(maximum, objective.customers, _findings(maximum))

    def survival(self, periods: ArrayLike) -> Vector:
        """The share of new customers still there after as many periods (equation 6)."""
        share: Vector = np.exp(betaln(self.alpha_, self.beta_ + np.asarray(periods)) - self._whole())
        return share

    def retention_rate(self, periods: ArrayLike) -> Vector:
        """The share of those who came to period `periods` that also renew at its end (equation 8)."""
        stayed = self.beta_ + np.asarray(periods, dtype=float) - 1
        rate: Vector = stayed / (self.alpha_ + stayed)
        return rate

    def probability_alive(self, frame: pd.DataFrame) -> Vector:
        """Whether each row is still under contract: in this setting leaving is seen."""
        _, lost = _contracts(frame)
        return 1.0 - lost

    def predict(self, frame: pd.DataFrame, days: float) -> Vector:
        """Renewals to expect of each row within the coming `days` periods; computed once for equal ages."""
        stayed, lost = _contracts(frame)
        if horizon(days) != int(days):
            raise FitError(f"periods are counted, so not {days} of them")
        age, places = np.unique(stayed, return_inverse=True)
        later = np.exp(self._log_survival(age[:, None] + np.arange(1, days + 1)))
        renewals = later.sum(axis=1) / np.exp(self._log_survival(age))
        return np.asarray((1.0 - lost) * renewals[places])

    def expected_cumulative(self, days: ArrayLike) -> Vector:
        """Renewals to expect of a new customer within as many periods."""
        longest = int(np.max(days, initial=0))
        renewed: Vector = np.cumsum(np.exp(self._log_survival(np.arange(longest + 1.0)))) - 1
        return np.asarray(renewed[np.asarray(days, dtype=int)])

    def residual_lifetime(self, age: ArrayLike, discount_rate: float) -> Vector:
        """Discounted periods to expect of customers who are about to renew for the `age`-th time.

        Fader & Hardie (2010), Customer-Base Valuation in a Contractual Setting, Marketing Science 29(1),
        equation 6; `discount_rate` is that of one period.
        """
        stayed = self.beta_ + np.asarray(age, dtype=float) - 1
        series = hyp2f1(1, stayed + 1, self.alpha_ + stayed + 1, 1 / (1 + discount_rate))
        expected: Vector = stayed / (self.alpha_ + stayed) * series
        return expected

    def _log_survival(self, periods: Vector) -> Vector:
        log: Vector = betaln(self.alpha_, self.beta_ + periods) - self._whole()
        return log

    def _whole(self) -> float:
        return float(betaln(self.alpha_, self.beta_))


def _contracts(frame: pd.DataFrame) -> tuple[Vector, Vector]:
    """T and whether each contract was given up, as 0 or 1. Raises FitError where either is impossible."""
    stayed, lost = (numbers(frame, name).astype(float) for name in ("T", "is_lost"))
    if not (stayed >= 0).all() or np.isinf(stayed).any():
        raise FitError("T counts the periods a customer stayed, so it is neither negative nor missing")
    if not np.isin(lost, (0, 1)).all():
        raise FitError("is_lost says whether a contract was given up: true or false, never missing")
    return stayed, lost


class Likelihood:
    """Equations 5 and 6, as a function of (alpha, beta)."""

    def __init__(self, frame: pd.DataFrame) -> None:
        cells = compress(_contracts(frame), weights(frame))
        self.stayed, self.lost, self.weight = cells.values(0), cells.values(1), cells.weight
        self.customers = float(self.weight.sum())
        if not self.customers or not inner(self.weight, self.lost):
            raise FitError("nobody has left yet, so a rate of leaving cannot be told")

    def __call__(self, parameters: Vector) -> Part:
        """The log-likelihood, its gradient and its Hessian in the parameters."""
        (alpha, beta), n, lost, stayed = parameters, self.weight, self.lost, self.stayed
        value = inner(n, betaln(alpha + lost, beta + stayed) - betaln(alpha, beta))
        both = inner(n, digamma(alpha + beta + lost + stayed) - digamma(alpha + beta))
        shared = inner(n, trigamma(alpha + beta + lost + stayed) - trigamma(alpha + beta))
        own = [(alpha, lost), (beta, stayed)]
        gradient = np.array([inner(n, digamma(base + step) - digamma(base)) - both for base, step in own])
        hessian = np.diag([inner(n, trigamma(base + step) - trigamma(base)) for base, step in own]) - shared
        return value, gradient, hessian


def _findings(maximum: Maximum) -> Sequence[Finding]:
    alpha, beta = maximum.parameters
    return found(
        (alpha + beta > 1e4, "boundary",
         "everybody leaves with the same probability: alpha and beta run off to infinity", False),
        (min(alpha, beta) < 1e-5, "divergence", "a parameter runs off to zero", True),
    )  # fmt: skip
