"""The Gamma-Gamma model of what a customer spends per order."""

from collections.abc import Mapping
from typing import Self

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator

from models.btyd.gamma_gamma_likelihood import Likelihood
from models.btyd.newton import FitError, Maximum, Vector, maximise

PARAMETERS = ("p", "q", "v")
WARM_START_ROWS = 20_000


class GammaGamma(BaseEstimator):  # type: ignore[misc]
    """Fader & Hardie (2013), The Gamma-Gamma Model of Monetary Value (note 025 at brucehardie.com).

    An order's value is Gamma(p, nu) and nu is Gamma(q, v) across customers, independent of how often they
    buy. Fitted on those with a repeat purchase and a positive `monetary_value`, the mean of those orders.

    Learned: `p_ q_ v_`, `log_likelihood_`, `standard_errors_`, `covariance_` (of the log parameters),
    `converged_`, and `diagnosis_`: empty, or what went wrong.
    """

    p_: float
    q_: float
    v_: float
    log_likelihood_: float
    standard_errors_: dict[str, float]
    covariance_: Vector
    customers_: float
    converged_: bool
    diagnosis_: str

    def __init__(self, tolerance: float = 1e-13, max_steps: int = 200) -> None:
        self.tolerance = tolerance
        self.max_steps = max_steps

    def fit(self, frame: pd.DataFrame, y: None = None) -> Self:  # noqa: ARG002
        """Fit on `frequency`, `monetary_value` and any `weight`. Raises FitError without repeaters."""
        frequency, value, weight = _repeaters(frame)
        mean = float(weight @ value / weight.sum())
        start = np.array([2.0, 3.0, mean])
        if (stride := len(value) // WARM_START_ROWS) > 1:
            thin = slice(None, None, stride)
            start = self._climb(frequency[thin], value[thin], weight[thin], start).parameters
        return self._learn(self._climb(frequency, value, weight, start), mean, float(weight.sum()))

    def _climb(self, frequency: Vector, value: Vector, weight: Vector, start: Vector) -> Maximum:
        objective = Likelihood(frequency, value, weight)
        return maximise(objective, start, float(weight.sum()), self.tolerance, self.max_steps)

    def _learn(self, maximum: Maximum, mean: float, customers: float) -> Self:
        self.set_learned(dict(zip(PARAMETERS, maximum.parameters.tolist(), strict=True)))
        self.log_likelihood_ = maximum.log_likelihood
        self.covariance_ = maximum.covariance
        self.customers_ = customers
        errors = maximum.parameters * np.sqrt(np.diag(maximum.covariance))
        self.standard_errors_ = dict(zip(PARAMETERS, errors.tolist(), strict=True))
        self.diagnosis_ = _diagnosis(maximum, mean)
        self.converged_ = not self.diagnosis_
        return self

    def set_learned(self, parameters: "Mapping[str, float] | pd.Series[float]") -> Self:
        """Take `p`, `q` and `v` from an earlier fit instead of fitting."""
        self.p_, self.q_, self.v_ = (float(parameters[name]) for name in PARAMETERS)
        return self

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
    frequency = frame["frequency"].to_numpy(dtype=float)
    value = frame["monetary_value"].to_numpy(dtype=float, na_value=np.nan)
    is_seen = (frequency > 0) & (value > 0)
    return np.where(is_seen, frequency, 0.0), np.where(is_seen, value, 0.0)


def _repeaters(frame: pd.DataFrame) -> tuple[Vector, Vector, Vector]:
    frequency, value = _seen(frame)
    weight = frame["weight"].to_numpy(dtype=float) if "weight" in frame else np.ones(len(frame))
    is_seen = (frequency > 0) & (weight > 0)
    if is_seen.sum() < 2:
        raise FitError("fewer than two customers have a repeat purchase of positive value")
    return frequency[is_seen], value[is_seen], weight[is_seen]


def _diagnosis(maximum: Maximum, mean: float) -> str:
    """What keeps the parameters from being told from the data, or nothing."""
    p, q, v = maximum.parameters
    findings = (
        (q > 1e4 or v / mean > 1e5, "everybody spends alike: q and v run off to infinity"),
        (p > 1e4, "each customer's orders are all alike: p runs off to infinity"),
        (min(p, q) < 1e-5, "a parameter runs off to zero"),
        (q <= 1, "the mean spend of the population is infinite: q is not above one"),
        (maximum.is_flat, "the likelihood is flat: too little data for three parameters"),
        (not maximum.is_reached, "the climb did not reach a maximum"),
    )
    return next((text for is_so, text in findings if is_so), "")
