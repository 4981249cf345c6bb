"""How long a silence counts as leaving, chosen from the gaps between purchases and what history allows."""

import datetime as dt
import math
from dataclasses import asdict, dataclass
from typing import Self

import numpy as np
import pandas as pd

WITHIN = 0.9
STEP = 5
SHORTEST, LONGEST, DEFAULT = 15, 365, 90
SOONEST = 90
TESTS = 3
YEAR = 364
YEARLY_STEPS = (52, 91, 182, 364)


@dataclass(frozen=True)
class ChurnWindow:
    """The window of the labels, and how far apart the past days lie at which models learn and are tested.

    `gap_days` keep the labels of the training days away from the day of a test; `within_rate` is the share
    of repeat gaps that stay within the window, and the rest would have been called leavers in error.
    """

    window_days: int
    repeat_days: int
    gap_days: int
    step_days: int
    lag_steps: int
    origins: int
    within_rate: float
    false_alarm_rate: float
    history_days: int
    sentence_en: str
    sentence_zh: str

    @classmethod
    def from_frame(cls, frame: pd.DataFrame) -> Self:
        """The window of the one row of `mart.churn_window`."""
        row = frame.iloc[0]
        kinds = {int: int, float: float, str: str}
        return cls(**{name: kinds[kind](row[name]) for name, kind in cls.__annotations__.items()})

    def days(self, as_of: dt.date) -> list[dt.date]:
        """The past days whose windows have passed by `as_of`, the latest first."""
        latest = as_of - dt.timedelta(days=self.window_days)
        return [latest - dt.timedelta(days=self.step_days * step) for step in range(self.origins)]

    def season_days(self, as_of: dt.date) -> list[dt.date]:
        """Further past days that tell the level of leaving, the latest first.

        A year before the reporting day, and one and two thirds of a window before it and before each test
        day; what lies a year before the test days is among `days`.
        """
        known = self.days(as_of)
        if not known:
            return []
        asked = [as_of, *known[: self.tests]]
        found = {day - dt.timedelta(days=self.window_days * part // 3) for day in asked for part in (1, 2)}
        if self.history_days >= YEAR + self.window_days // 2:
            found.add(as_of - dt.timedelta(days=YEAR))
        return sorted(found - set(known), reverse=True)

    def to_frame(self) -> pd.DataFrame:
        """The one row of `mart.churn_window`."""
        return pd.DataFrame([asdict(self)])

    @property
    def tests(self) -> int:
        """How many of the latest past days have training days before them."""
        return max(0, min(TESTS, self.origins - self.lag_steps))


def choose_window(gaps: pd.DataFrame, history_days: int) -> ChurnWindow:
    """The shortest multiple of five days that 90 % of `gaps` (`gap_days`, `gaps`) stay within.

    It is cut down where `history_days` would not leave three past days to test at, each with a training day
    whose labels were known by then. A history too short even for that has no origins.
    """
    wanted = _wanted(gaps)
    allowed = int((history_days - 15) / 3.2) // STEP * STEP
    window = max(SHORTEST, min(wanted, max(allowed, SHORTEST)))
    within = _within(gaps, window)
    gap = min(7, window // 5)
    lag, step, origins = _spacing(window, gap, history_days)
    sentences = _sentences(window, wanted, within)
    return ChurnWindow(
        window, min(window, SOONEST), gap, step, lag, origins, within, 1 - within, history_days, *sentences
    )


def _wanted(gaps: pd.DataFrame) -> int:
    if gaps["gaps"].sum() < 1:
        return DEFAULT
    ordered = gaps.sort_values("gap_days")
    share = ordered["gaps"].cumsum() / ordered["gaps"].sum()
    days = int(ordered["gap_days"].iloc[int(np.argmax(share.to_numpy() >= WITHIN))])
    return min(LONGEST, max(SHORTEST, math.ceil(days / STEP) * STEP))


def _within(gaps: pd.DataFrame, window: int) -> float:
    total = float(gaps["gaps"].sum())
    return float(gaps.loc[gaps["gap_days"] <= window, "gaps"].sum()) / total if total else 1.0


def _spacing(window: int, gap: int, history_days: int) -> tuple[int, int, int]:
    """Steps between a test and its training, days per step, and how many past days there are.

    Windows that do not overlap are best; a short history has to make do with overlapping ones. Where there is
    more than a year, steps divide it, so that each day has its like a year before, on the same weekday.
    """
    available = history_days - window - window // 2
    yearly = [
        (lag * step, lag, step)
        for lag in (1, 2, 3)
        for step in YEARLY_STEPS
        if lag * step >= window + gap and available // step >= max(TESTS + lag, YEAR // step)
    ]
    if yearly:
        _, lag, step = min(yearly)
        return lag, step, min(available // step + 1, TESTS + max(lag + 1, YEAR // step))
    for lag in (1, 2, 3):
        step = math.ceil((window + gap) / lag)
        origins = available // step + 1 if available >= 0 else 0
        if origins > TESTS + lag:
            break
    return lag, step, min(origins, TESTS + lag + 1)


def _sentences(window: int, wanted: int, within: float) -> tuple[str, str]:
    english = f"No order for {window} days counts as leaving: {within:.0%} of customers' gaps are shorter"
    chinese = f"{window} 天未下单视为流失：{within:.0%} 的复购间隔都更短"
    if wanted <= window:
        return english + ".", chinese + "。"
    return (
        f"{english}. {wanted} days would suit better, but the history is too short to test that.",
        f"{chinese}。{wanted} 天更合适，但历史数据不足以检验。",
    )
