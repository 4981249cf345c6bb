"""Columns of text (days, times, amounts) and the lines made of them, by the million: so from tables."""

from collections.abc import Iterable
from datetime import timedelta

import numpy as np

from simulation.arrays import Bools, Floats, Ints
from simulation.parameters import Parameters

Column = Iterable[str]
_EARLIEST = 400


def lines(*columns: Column) -> list[str]:
    """One line per row, fields parted by commas."""
    return [",".join(row) for row in zip(*columns, strict=True)]


def same(text: str, size: int) -> list[str]:
    """A column that says the same in each row."""
    return [text] * size


def flags(values: Bools) -> list[str]:
    """1 or 0."""
    return ["1" if value else "0" for value in values.tolist()]


def whole(values: Ints) -> list[str]:
    """Whole numbers."""
    return [str(value) for value in values.tolist()]


def decimals(values: Floats, places: int) -> list[str]:
    """Numbers with so many decimals."""
    return [f"{value:.{places}f}" for value in values.tolist()]


def money(cents: Ints) -> list[str]:
    """1234.50."""
    return [f"{value / 100:.2f}" if value else "0.00" for value in cents.tolist()]


def grouped_money(cents: Ints) -> list[str]:
    """1,234.50, in quotes where it has a comma, as a spreadsheet saves it."""
    return [f'"{value / 100:,.2f}"' if value >= 100_000 else f"{value / 100:.2f}" for value in cents.tolist()]


class Stamps:
    """Days and times as text; days count from the start of the company, negative ones lie before."""

    def __init__(self, truth: Parameters) -> None:
        days = range(-_EARLIEST, truth.until + 1)
        dates = [truth.starts_on + timedelta(days=day) for day in days]
        self._dash = [on.isoformat() for on in dates]
        self._slash = [f"{on.year}/{on.month}/{on.day}" for on in dates]
        self._chinese = [f"{on.year}年{on.month}月{on.day}日" for on in dates]
        self._minute = [f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(1440)]
        self._short = [f"{minute // 60}:{minute % 60:02d}" for minute in range(1440)]

    def dates(self, day: Ints) -> list[str]:
        """2026-01-05."""
        return [self._dash[index] for index in (day + _EARLIEST).tolist()]

    def times(self, day: Ints, minute: Ints, end: str = "") -> list[str]:
        """2026-01-05 10:22, then `end`."""
        pairs = zip((day + _EARLIEST).tolist(), minute.tolist(), strict=True)
        return [f"{self._dash[index]} {self._minute[at]}{end}" for index, at in pairs]

    def mixed(self, day: Ints, minute: Ints) -> list[str]:
        """In turns 2026-01-05 10:22, 2026/1/5 10:22 and 2026年1月5日."""
        pairs = zip((day + _EARLIEST).tolist(), minute.tolist(), strict=True)
        return [self._in_style(row % 3, index, at) for row, (index, at) in enumerate(pairs)]

    def _in_style(self, style: int, index: int, minute: int) -> str:
        if style == 0:
            return f"{self._dash[index]} {self._minute[minute]}"
        return f"{self._slash[index]} {self._short[minute]}" if style == 1 else self._chinese[index]


def where(condition: Bools, column: list[str]) -> list[str]:
    """The column where the condition holds, else blank."""
    return [text if yes else "" for yes, text in zip(condition.tolist(), column, strict=True)]


def counting(prefix: str, first: int, size: int, digits: int = 0) -> list[str]:
    """prefix + running numbers from `first` on."""
    return [f"{prefix}{number:0{digits}d}" for number in np.arange(first, first + size).tolist()]
