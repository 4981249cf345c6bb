"""By how much forecasts of past days were off: an intercept, from whole windows or their first days."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.special import expit, logit

from models.btyd.newton import Vector

FURTHEST = 12.0
CERTAIN = 1e-6
LEAST_DAYS, LEAST_ROWS, MOST_ROWS = 7, 100, 20_000
STEP = 0.05

Silence = Callable[[pd.DataFrame], Vector]


@dataclass(frozen=True)
class Level:
    """By how many log odds the forecasts of a past day were off, with its sampling variance.

    `start` counts from the day asked about and is negative; `days` of its window were known by then. Where
    that was a part, it was measured against as many first days of the window at `against`.
    """

    start: int
    days: int
    log_odds: float
    variance: float
    against: int | None = None


@dataclass(frozen=True)
class Returns:
    """Forecasts of silence over a window, and days until each customer came back, known for `days` only."""

    start: int
    days: int
    silence: Vector
    next_order: Vector

    def rate(self, days: int) -> float:
        """The share that came back within so many days, kept off none and all."""
        return float((np.sum(self.next_order < min(days, self.days)) + 0.5) / (len(self.silence) + 1))

    @property
    def odds(self) -> Vector:
        """The log odds of silence."""
        odds: Vector = logit(np.clip(self.silence, CERTAIN, 1 - CERTAIN))
        return odds

    @property
    def hazard(self) -> Vector:
        """The log of the cumulative hazard of coming back."""
        hazard: Vector = np.log(-np.log(np.clip(self.silence, CERTAIN, 1 - CERTAIN)))
        return hazard


def levels(silence: Silence, rows: pd.DataFrame, days: int, asked: pd.Timestamp) -> list[Level]:
    """What each earlier day in `rows` shows, by nothing but what was known at the start of `asked`.

    `rows` are features with `as_of`, `customer_id` and `next_order_after`, at any days; `silence` forecasts
    that no order comes within `days`. Empty before a whole window has passed.
    """
    days_before = {day: (asked - day).days for day in sorted(rows["as_of"].unique())}
    found = [
        _returns(silence, rows[rows["as_of"] == day], days, -before)
        for day, before in days_before.items()
        if before >= LEAST_DAYS
    ]
    found = [one for one in found if len(one.silence) >= LEAST_ROWS]
    whole = [one for one in found if one.days == days]
    if not whole:
        return []
    told = [Level(one.start, days, *_whole_shift(one)) for one in whole]
    parts = [one for one in found if one.days < days]
    return told + [
        Level(one.start, one.days, *_part_shift(one, whole[-1]), against=whole[-1].start) for one in parts
    ]


def _returns(silence: Silence, frame: pd.DataFrame, days: int, start: int) -> Returns:
    chosen = frame.sort_values("customer_id").iloc[:: -(-len(frame) // MOST_ROWS)]
    return Returns(start, min(-start, days), silence(chosen), chosen["next_order_after"].to_numpy(float))


def _whole_shift(returns: Returns) -> tuple[float, float]:
    """The intercept that makes the mean forecast true over the whole window, and its sampling variance."""
    odds = returns.odds
    shift = _shift_to(1 - returns.rate(returns.days), odds)
    chance = expit(odds + shift)
    return shift, 1 / max(float((chance * (1 - chance)).sum()), CERTAIN)


def _part_shift(part: Returns, whole: Returns) -> tuple[float, float]:
    """The same told by the first days of a window, against as many first days of a whole one.

    Hazards are taken to be proportional: how much of a window's hazard falls into its first days is learnt
    from the whole one.
    """
    pace = _solved(lambda shift: _return_rate(whole.hazard + shift), whole.rate(part.days))
    faster = _solved(lambda shift: _return_rate(part.hazard + pace + shift), part.rate(part.days))
    ends = [_shift_to(1 - _return_rate(part.hazard + faster + way), part.odds) for way in (-STEP, STEP)]
    slope = (ends[1] - ends[0]) / (2 * STEP)
    counts = [len(one.silence) * one.rate(part.days) for one in (part, whole)]
    return sum(ends) / 2, slope**2 * (1 / counts[0] + 1 / counts[1])


def _return_rate(hazard: Vector) -> float:
    return float(-np.expm1(-np.exp(hazard)).mean())


def _shift_to(rate: float, odds: Vector) -> float:
    return _solved(lambda shift: float(expit(odds + shift).mean()), rate)


def _solved(rises: Callable[[float], float], to: float) -> float:
    """Where a rising function reaches a value; an end of the range where it does not."""
    if rises(-FURTHEST) >= to:
        return -FURTHEST
    if rises(FURTHEST) <= to:
        return FURTHEST
    return float(brentq(lambda shift: rises(shift) - to, -FURTHEST, FURTHEST, xtol=1e-10))
