"""The level of leaving in the window to come: what recent weeks and the same season of other years say of it.

Forecasts calibrated on the latest window that has passed are wrong by as much as the coming one differs. That
is an intercept of the log odds (a shift of the prior: Saerens, Latinne & Decaestecker 2002). Of every earlier
day it is known by how much the forecasts would have had to be shifted, among them a day one year before the
one asked about; of days whose window has not passed yet, the part that has passed says something. A Gaussian
process over calendar time (Rasmussen & Williams 2006, chapters 2.7 and 5.4) with a wandering level and a
season joins them; how strong each is, is averaged over by its evidence, so that weak evidence moves little.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from models.btyd.newton import Vector
from models.level_shifts import Level

YEAR = 364
NODE_DAYS = 7
LEVELS, LEVEL_DAYS = (0.05, 0.15, 0.4), (45.0, 180.0)
SEASONS, ROUGHNESS = (0.1, 0.25, 0.6), (0.5, 1.0)
UNEXPLAINED = (0.02, 0.08)
MEAN_VARIANCE = 0.25
NEAR_DAYS = 30
EARLY = 1.5


@dataclass(frozen=True)
class Shift:
    """Log odds to add to every forecast of silence, and the standard deviation of what they should be."""

    log_odds: float = 0.0
    deviation: float = 0.0


def coming_shift(found: Sequence[Level], days: int) -> Shift:
    """The shift for the window of `days` that begins at the day asked about; none where nothing is known."""
    if not found:
        return Shift()
    nodes = np.arange(min(one.start for one in found), days, NODE_DAYS) + NODE_DAYS / 2
    past, ahead = np.array([_weights(nodes, one) for one in found]), _window(nodes, 0, days)
    value, noise = np.array([one.log_odds for one in found]), np.array([one.variance for one in found])
    told = np.array(
        [_posterior(*way, past, ahead, value, noise) for way in _ways(nodes, _has_its_like(found))]
    )
    chance = np.exp(told[:, 0] - told[:, 0].max())
    chance /= chance.sum()
    mean = float(chance @ told[:, 1])
    return Shift(mean, float(np.sqrt(chance @ (told[:, 2] + (told[:, 1] - mean) ** 2))))


def _has_its_like(found: Sequence[Level]) -> bool:
    """Whether a window about a year before the coming one is known."""
    return any(abs(one.start + YEAR) <= NEAR_DAYS for one in found)


def _weights(nodes: Vector, level: Level) -> Vector:
    own = _window(nodes, level.start, level.days)
    return own if level.against is None else own - _window(nodes, level.against, level.days)


def _window(nodes: Vector, start: int, days: int) -> Vector:
    """How much each node counts in a window: most first returns come early in it."""
    since = nodes - start
    inside = (since >= -NODE_DAYS / 2) & (since < days)
    weight = np.where(inside, np.exp(-EARLY * np.maximum(since, 0) / days), 0)
    share: Vector = weight / weight.sum()
    return share


def _ways(nodes: Vector, is_seasonal: bool) -> Iterator[tuple[Vector, float, float]]:
    """Each way it may be: covariance of the nodes, deviation of what no level explains, and log prior.

    A season is as likely as none beforehand.
    """
    apart = np.abs(nodes[:, None] - nodes[None, :])
    none = [(0.0, 1.0, 0.0)]
    some = [(*way, -np.log(len(SEASONS) * len(ROUGHNESS))) for way in product(SEASONS, ROUGHNESS)]
    for (level, length), (season, rough, prior) in product(
        product(LEVELS, LEVEL_DAYS), none + some * is_seasonal
    ):
        covariance = MEAN_VARIANCE + level**2 * np.exp(-apart / length)
        covariance += season**2 * np.exp(-2 * np.sin(np.pi * apart / 365.25) ** 2 / rough**2)
        for rest in UNEXPLAINED:
            yield covariance, rest, prior


def _posterior(
    covariance: Vector, rest: float, prior: float, past: Vector, ahead: Vector, value: Vector, noise: Vector
) -> tuple[float, float, float]:
    """Log evidence, and mean and variance of the coming level."""
    between = past @ covariance @ ahead
    lower = np.linalg.cholesky(past @ covariance @ past.T + np.diag(noise + rest**2))
    white, link = np.linalg.solve(lower, value), np.linalg.solve(lower, between)
    evidence = prior - 0.5 * white @ white - np.log(np.diag(lower)).sum()
    variance = ahead @ covariance @ ahead - link @ link + rest**2
    return float(evidence), float(link @ white), float(max(variance, 0.0))
