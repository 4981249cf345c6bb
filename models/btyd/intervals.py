"""What could come of each customer, not only on average: predictive intervals of orders and of spend."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.btyd.gamma_gamma import GammaGamma
from models.btyd.newton import Vector
from models.btyd.repeat_buying import RepeatBuying

DRAWS = 1000
FARTHEST = np.log(1e6)
"""How far, in logarithms, a draw of a parameter may lie from its fit."""
AGES = 48


@dataclass(frozen=True)
class Futures:
    """Simulated spend of the coming `days`, for a grid of frequencies and ages, of customers still alive.

    `ratios[i, j]` are sorted draws for `frequencies[i]` and `ages[j]`, each over their mean, so that a
    customer between the points of the grid borrows the shape of the nearest and keeps their own mean.
    Chance (dropout, number of orders, size of orders) is drawn in full. Of the uncertainty of the parameters
    that of the buying process is drawn from its Laplace approximation where `covariance_` is known; that of
    P(alive) and of the spend parameters is left out, which a thousand customers make negligible.
    """

    frequencies: Vector
    ages: Vector
    ratios: Vector

    def quantile(self, level: float, alive: Vector, frequency: Vector, age: Vector) -> Vector:
        """The quantile of each customer's future over its mean if alive; zero below P(not alive)."""
        row = _nearest(self.frequencies, frequency)
        column = _nearest(self.ages, age)
        within = (level - (1 - alive)) / np.maximum(alive, 1e-12)
        draw = np.clip((within * DRAWS).astype(int), 0, DRAWS - 1)
        return np.where(within > 0, self.ratios[row, column, draw], 0.0)

    def chances(self, ratio: Vector, alive: Vector, frequency: Vector, age: Vector) -> tuple[Vector, Vector]:
        """P(less) and P(no more) than `ratio` times the mean if alive, of each customer."""
        places = _nearest(self.frequencies, frequency) * len(self.ages) + _nearest(self.ages, age)
        draws = self.ratios.reshape(-1, self.ratios.shape[2])
        order = np.argsort(places, kind="stable")
        below, upto = np.empty(len(ratio)), np.empty(len(ratio))
        for chosen in np.split(order, np.flatnonzero(np.diff(places[order])) + 1):
            if len(chosen):
                sorted_draws, sought = draws[places[chosen[0]]], ratio[chosen]
                below[chosen] = np.searchsorted(sorted_draws, sought * (1 - 1e-9), "left")
                upto[chosen] = np.searchsorted(sorted_draws, sought * (1 + 1e-9), "right")
        gone = (1 - alive) * (ratio > 0)
        return gone + alive * below / draws.shape[1], 1 - alive + alive * upto / draws.shape[1]


def simulate_futures(
    orders: RepeatBuying, spend: GammaGamma | None, largest: tuple[float, float], days: float, seed: int
) -> Futures:
    """Draw futures for all frequencies and ages up to the `largest` of each; of orders where no `spend`."""
    frequencies, ages = _frequencies(largest[0]), np.unique(np.geomspace(1, max(largest[1], 2), AGES))
    draw = np.random.default_rng(seed)
    parameters = _parameter_draws(orders, draw)
    ratios = np.stack([_futures(draw, orders, parameters, spend, x, ages, days) for x in frequencies])
    return Futures(frequencies, ages, ratios)


def share_inside(below: Vector, upto: Vector, level: float = 0.8) -> Vector:
    """How much of [below, upto], where an outcome lies in its forecast's distribution, the interval holds.

    Of a continuous outcome it is one or nothing; of a count, or of no spend at all, a part. Where forecasts
    are right it is `level` on average, whatever the distribution (Czado, Gneiting & Held, Biometrics 2009).
    """
    low, high = (1 - level) / 2, (1 + level) / 2
    width = upto - below
    part = (np.minimum(upto, high) - np.maximum(below, low)) / np.maximum(width, 1e-12)
    point = ((upto > low) & (upto <= high)).astype(float)
    share: Vector = np.where(width > 1e-9, np.clip(part, 0, 1), point)
    return share


def predict_quantile(
    orders: RepeatBuying, frame: pd.DataFrame, days: float, seed: int, level: float = 0.5
) -> Vector:
    """The number of orders within `days` that each row stays at or below with probability `level`.

    The median is the forecast with the least absolute error; the mean, `predict`, that with the least squared
    error and the right total (Gneiting, JASA 106, 2011).
    """
    largest = float(frame["frequency"].max()), float(frame["T"].max())
    futures = simulate_futures(orders, None, largest, days, seed)
    frequency, age = frame["frequency"].to_numpy(float), frame["T"].to_numpy(float)
    mean = orders.expected_of_alive(frame, days)
    quantile: Vector = np.rint(
        mean * futures.quantile(level, orders.probability_alive(frame), frequency, age)
    )
    return quantile


def predict_interval(
    orders: RepeatBuying, frame: pd.DataFrame, days: float, seed: int, level: float = 0.8
) -> tuple[Vector, Vector]:
    """The interval of each row's orders within `days` that holds `level` of the probability or more.

    Counts are whole and often zero, so it can only be reached, not met: coverage is at least the level.
    """
    largest = float(frame["frequency"].max()), float(frame["T"].max())
    futures = simulate_futures(orders, None, largest, days, seed)
    frequency, age = frame["frequency"].to_numpy(float), frame["T"].to_numpy(float)
    alive = orders.probability_alive(frame)
    mean = orders.expected_of_alive(frame, days)
    lower, upper = (
        np.rint(mean * futures.quantile(edge, alive, frequency, age))
        for edge in ((1 - level) / 2, (1 + level) / 2)
    )
    return lower, upper


def _frequencies(largest: float) -> Vector:
    """Every frequency up to 20, then steps of a tenth."""
    steps = np.arange(0, max(np.log(max(largest, 1) / 20), 0) / np.log(1.1) + 1)
    return np.unique(np.concatenate([np.arange(21), np.rint(20 * 1.1**steps)])).astype(float)


def _parameter_draws(orders: RepeatBuying, draw: np.random.Generator) -> Vector:
    """DRAWS rows of the parameters: as fitted, or from the Laplace approximation around the fit.

    Of a parameter that ran off the likelihood says nothing, and the approximation anything: it is bounded.
    """
    fitted = np.log(orders.learned)
    covariance = getattr(orders, "covariance_", None)
    if covariance is None or not np.isfinite(covariance).all():
        return np.tile(np.exp(fitted), (DRAWS, 1))
    drawn = draw.multivariate_normal(fitted, covariance, DRAWS, method="eigh")
    bounded: Vector = np.exp(np.clip(drawn, fitted - FARTHEST, fitted + FARTHEST))
    return bounded


def _futures(
    draw: np.random.Generator,
    orders: RepeatBuying,
    parameters: Vector,
    spend: GammaGamma | None,
    x: float,
    ages: Vector,
    days: float,
) -> Vector:
    """Sorted draws over their mean, a row for each age."""
    bought = orders.draw_orders(draw, parameters, x, ages, days)
    if spend is not None:
        per_order = 1 / draw.gamma(spend.q_ + spend.p_ * x, size=bought.shape)
        bought = np.where(bought > 0, draw.gamma(np.maximum(spend.p_ * bought, 1e-9)) * per_order, 0.0)
    bought.sort(axis=1)
    mean = bought.mean(axis=1, keepdims=True)
    ratio: Vector = bought / np.where(mean > 0, mean, 1)
    return ratio


def _nearest(points: Vector, values: Vector) -> Vector:
    return np.abs(np.searchsorted((points[1:] + points[:-1]) / 2, values))
