"""Limits for the difference between two groups of customers: of shares, and of means."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import special

Floats = npt.NDArray[np.float64]
Limits = tuple[Floats, Floats]


@dataclass(frozen=True)
class Arm:
    """One arm of several comparisons, an entry each: customers, those who responded, the sums of revenue."""

    customers: Floats
    responders: Floats
    revenue: Floats
    revenue_squares: Floats

    @property
    def rate(self) -> Floats:
        """The share that responded."""
        return self.responders / self.customers

    @property
    def mean(self) -> Floats:
        """Revenue per customer."""
        return self.revenue / self.customers

    @property
    def error(self) -> Floats:
        """The squared standard error of `mean`; NaN for a single customer."""
        spread = np.maximum(self.revenue_squares - self.revenue**2 / self.customers, 0.0)
        return spread / (self.customers - 1) / self.customers


def arm(customers: Any, responders: Any, revenue: Any = 0.0, revenue_squares: Any = 0.0) -> Arm:
    """An arm of numbers or sequences of them."""
    return Arm(
        *(np.asarray(given, np.float64) for given in (customers, responders, revenue, revenue_squares))
    )


def normal_quantile(level: float) -> float:
    """The standard normal quantile of a two-sided interval.

    >>> round(normal_quantile(.95), 3)
    1.96
    """
    return float(special.ndtri(0.5 + level / 2))


def wilson_interval(counted: Arm, z: float) -> Limits:
    """The score interval of a share, `z` standard errors wide (Wilson, JASA 22, 1927)."""
    rate, size = counted.rate, counted.customers
    centre = rate + z**2 / (2 * size)
    half = z * np.sqrt(rate * (1 - rate) / size + z**2 / (4 * size**2))
    return (centre - half) / (1 + z**2 / size), (centre + half) / (1 + z**2 / size)


def rate_difference(treated: Arm, control: Arm, level: float) -> Limits:
    """The limits of a difference of two shares (Newcombe, Stat Med 17, 1998, 873-890, method 10).

    >>> lower, upper = rate_difference(arm(70, 56), arm(80, 48), .95)
    >>> round(float(lower), 4), round(float(upper), 4)
    (0.0524, 0.3339)
    """
    z = normal_quantile(level)
    return _square_and_add(
        treated.rate, control.rate, wilson_interval(treated, z), wilson_interval(control, z)
    )


def pooled_rate_difference(treated: Arm, control: Arm, level: float) -> tuple[float, float, float]:
    """One difference of shares from several campaigns, an entry each, and its limits.

    Mantel-Haenszel weights (Greenland & Robins, Biometrics 41, 1985, 55-68) and the stratified Newcombe
    limits of Yan & Su (Stat Biopharm Res 2, 2010, 329-335): one campaign alone gives `rate_difference`.
    """
    weights = treated.customers * control.customers / (treated.customers + control.customers)
    weights = weights / weights.sum()
    z = normal_quantile(level)
    rates = weights @ treated.rate, weights @ control.rate
    wilson = (_stratified_wilson(counted, weights, z) for counted in (treated, control))
    lower, upper = _square_and_add(*rates, *wilson)
    return float(rates[0] - rates[1]), float(lower), float(upper)


def mean_difference(treated: Arm, control: Arm, level: float) -> Limits:
    """The limits of a difference of revenue per customer (Welch, Biometrika 34, 1947, 28-35)."""
    first, second = treated.error, control.error
    freedom = (first + second) ** 2 / (
        first**2 / (treated.customers - 1) + second**2 / (control.customers - 1)
    )
    half = special.stdtrit(freedom, 0.5 + level / 2) * np.sqrt(first + second)
    return treated.mean - control.mean - half, treated.mean - control.mean + half


def _square_and_add(first: Floats, second: Floats, first_limits: Limits, second_limits: Limits) -> Limits:
    down = np.hypot(first - first_limits[0], second_limits[1] - second)
    up = np.hypot(first_limits[1] - first, second - second_limits[0])
    return first - second - down, first - second + up


def _stratified_wilson(counted: Arm, weights: Floats, z: float) -> Limits:
    smoothed = (counted.responders + z**2 / 2) / (counted.customers + z**2)
    error = np.sqrt(smoothed * (1 - smoothed) / counted.customers)
    narrowed = z * np.sqrt(np.sum((weights * error) ** 2)) / np.sum(weights * error)
    lower, upper = wilson_interval(counted, float(narrowed))
    return weights @ lower, weights @ upper
