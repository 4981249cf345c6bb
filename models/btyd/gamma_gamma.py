"""The Gamma-Gamma model of what a customer spends per order."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Self

import numpy as np
import pandas as pd

from models.btyd.estimator import CHECKS, Estimator, Finding, found
from models.btyd.gamma_gamma_likelihood import Likelihood
from models.btyd.histories import numbers, weights
from models.btyd.newton import FitError, Maximum, Vector, inner

PARAMETERS = ("p", "q", "v")
WARM_START_ROWS = 20_000
MOST_CORRELATED = 0.3


class GammaGamma(Estimator):
    """Fader & Hardie (2013), The Gamma-Gamma Model of Monetary Value (note 025 at brucehardie.com).

    An order's value is Gamma(p, nu) and nu is Gamma(q, v) across customers, independent of how often they
    buy. Fitted on those with a repeat purchase and a positive `monetary_value`, the mean of those orders.

    `correlation_` is that of log frequency and log value, of which the model assumes none.
    """

    parameters: ClassVar[tuple[str, ...]] = PARAMETERS
    p_: float
    q_: float
    v_: float
    correlation_: float

    def fit(self, frame: pd.DataFrame, y: None = None) -> Self:  # noqa: ARG002
        """Fit on `frequency`, `monetary_value` and any `weight`. Raises FitError without repeaters."""
        frequency, value, weight = _repeaters(frame)
        mean = inner(weight, value) / float(weight.sum())
        start = np.array([2.0, 3.0, mean])
        if (stride := len(value) // WARM_START_ROWS) > 1:
            thin = slice(None, None, stride)
            start = self._climb(frequency[thin], value[thin], weight[thin], start).parameters
        maximum = self._climb(frequency, value, weight, start)
        self.correlation_ = _correlation(np.log(frequency), np.log(value), weight)
        return self._learn(maximum, float(weight.sum()), _findings(maximum, mean))

    def set_learned(self, parameters: "Mapping[str, float] | pd.Series[float]") -> Self:
        """Take the parameters, and `correlation` where it stands among them, from an earlier fit."""
        known = getattr(self, "correlation_", np.nan)
        self.correlation_ = float(parameters["correlation"]) if "correlation" in parameters else known
        return super().set_learned(parameters)

    def _keep(self, covariance: Vector, ranked: Sequence[Finding]) -> Self:
        super()._keep(covariance, ranked)
        self.findings_ += tuple(_dependence(self.correlation_))
        return self

    def _climb(self, frequency: Vector, value: Vector, weight: Vector, start: Vector) -> Maximum:
        return self._maximise(Likelihood(frequency, value, weight), start, float(weight.sum()))

    def _checks(self) -> dict[str, str]:
        return CHECKS | {"independence": "what customers spend hardly depends on how often they buy"}

    def predict(self, frame: pd.DataFrame, days: float | None = None) -> Vector:  # noqa: ARG002
        """Spend to expect per order of each row (equation 5), whatever the `days`.

        Rows without a repeat purchase or a positive value get the population's mean.
        """
        frequency, value = _seen(frame)
        return self.p_ * (self.v_ + frequency * value) / (self.p_ * frequency + self.q_ - 1)

    def expected_spend(self) -> float:
        """The mean order value of the population."""
        return self.p_ * self.v_ / (self.q_ - 1)


def _seen(frame: pd.DataFrame) -> tuple[Vector, Vector]:
    """Frequency and value, both zero where there is nothing to learn from."""
    frequency, value = (numbers(frame, name).astype(float) for name in ("frequency", "monetary_value"))
    if np.isinf(frequency).any() or np.isinf(value).any():
        raise FitError("a frequency or a monetary_value is infinite")
    is_seen = (frequency > 0) & (value > 0)
    return np.where(is_seen, frequency, 0.0), np.where(is_seen, value, 0.0)


def _repeaters(frame: pd.DataFrame) -> tuple[Vector, Vector, Vector]:
    frequency, value = _seen(frame)
    known = weights(frame)
    weight = np.ones(len(frame)) if known is None else known
    is_seen = (frequency > 0) & (weight > 0)
    if is_seen.sum() < 2:
        raise FitError("fewer than two customers have a repeat purchase of positive value")
    return frequency[is_seen], value[is_seen], weight[is_seen]


def _correlation(first: Vector, second: Vector, weight: Vector) -> float:
    """Weighted correlation; none where either does not vary."""
    covariance = np.atleast_2d(np.cov(first, second, aweights=weight))
    spread = float(covariance[0, 0] * covariance[1, 1])
    return float(covariance[0, 1]) / spread**0.5 if spread > 0 else 0.0


def _dependence(correlation: float) -> Sequence[Finding]:
    text = f"spend and frequency are correlated ({correlation:+.2f}), which the model does not allow for"
    return found((abs(correlation) > MOST_CORRELATED, "independence", text, False))


def _findings(maximum: Maximum, mean: float) -> Sequence[Finding]:
    p, q, v = maximum.parameters
    return found(
        (q > 1e4 or v / mean > 1e5, "divergence",
         "everybody spends alike: q and v run off to infinity", True),
        (p > 1e4, "divergence", "each customer's orders are all alike: p runs off to infinity", True),
        (min(p, q) < 1e-5, "divergence", "a parameter runs off to zero", True),
        (q <= 1, "boundary", "the mean spend of the population is infinite: q is not above one", True),
    )  # fmt: skip
