"""Days, times and amounts as text, from tables, because millions of them are written."""

from datetime import timedelta

from simulation.parameters import Parameters

EARLIEST = 400


class Stamps:
    """Texts of days (days since the start, from -EARLIEST on) and of minutes of the day."""

    def __init__(self, truth: Parameters) -> None:
        days = range(-EARLIEST, truth.until + 1)
        dates = [truth.starts_on + timedelta(days=day) for day in days]
        self.dash = [on.isoformat() for on in dates]
        self.slash = [f"{on.year}/{on.month}/{on.day}" for on in dates]
        self.chinese = [f"{on.year}年{on.month}月{on.day}日" for on in dates]
        self.minute = [f"{m // 60:02d}:{m % 60:02d}" for m in range(1440)]
        self.short = [f"{m // 60}:{m % 60:02d}" for m in range(1440)]

    def date(self, day: int) -> str:
        """2026-01-05."""
        return self.dash[day + EARLIEST]

    def time(self, day: int, minute: int) -> str:
        """2026-01-05 10:22:00."""
        return f"{self.dash[day + EARLIEST]} {self.minute[minute]}:00"

    def mixed(self, day: int, minute: int, style: int) -> str:
        """0: 2026-01-05 10:22; 1: 2026/1/5 10:22; 2: 2026年1月5日."""
        if style == 0:
            return f"{self.dash[day + EARLIEST]} {self.minute[minute]}"
        if style == 1:
            return f"{self.slash[day + EARLIEST]} {self.short[minute]}"
        return self.chinese[day + EARLIEST]


def money(cents: int) -> str:
    """1234.50."""
    return f"{cents // 100}.{cents % 100:02d}"


def grouped(cents: int) -> str:
    """1,234.50 in quotes, as a spreadsheet saves it."""
    return f'"{cents // 100:,}.{cents % 100:02d}"' if cents >= 100_000 else money(cents)
