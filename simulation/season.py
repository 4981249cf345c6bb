"""Seasons as a bent clock: buying is steady in operational days, which run faster in high season."""

from datetime import date, timedelta

import numpy as np

from simulation.arrays import Floats, Ints


class Clock:
    """Calendar days since `starts_on` (fractions allowed) and operational days, one into the other."""

    def __init__(self, season: tuple[float, ...], starts_on: date, days: int) -> None:
        pace = np.array([season[(starts_on + timedelta(days=day)).month - 1] for day in range(days)])
        pace /= pace[:365].mean()
        self._calendar = np.arange(days + 1, dtype=float)
        self._operational = np.r_[0.0, np.cumsum(pace)]

    def operational(self, day: Floats | Ints) -> Floats:
        """Operational days at a calendar moment."""
        return np.asarray(np.interp(day, self._calendar, self._operational))

    def calendar(self, operational: Floats) -> Floats:
        """The calendar moment at so many operational days."""
        return np.asarray(np.interp(operational, self._operational, self._calendar))

    def between(self, earlier: Floats | Ints, later: Floats | Ints) -> Floats:
        """Operational days from one calendar moment to another."""
        return np.asarray(self.operational(later) - self.operational(earlier))
