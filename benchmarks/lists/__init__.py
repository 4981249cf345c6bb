"""Lists nobody tuned for: small ones in the character of public sets, under names of columns as they come."""

from collections.abc import Callable

import pandas as pd

from benchmarks.lists.chinese import citizens
from benchmarks.lists.desks import admissions, subscribers
from benchmarks.lists.firms import companies, papers, restaurants, songs
from benchmarks.lists.historical import historical
from benchmarks.lists.patients import patients, two_hospitals
from benchmarks.lists.voters import parties, voters

LISTS: dict[str, tuple[Callable[[int, int], pd.DataFrame], int]] = {
    "patients": (patients, 5000),
    "two_hospitals": (two_hospitals, 10_000),
    "historical": (historical, 10_000),
    "voters": (voters, 10_000),
    "parties": (parties, 5000),
    "admissions": (admissions, 5000),
    "subscribers": (subscribers, 5000),
    "restaurants": (restaurants, 860),
    "companies": (companies, 3000),
    "citizens": (citizens, 5000),
    "papers": (papers, 2500),
    "songs": (songs, 5000),
}
"""Each list and the size it is measured at. All take a size and a seed and return a frame of texts with the
truth in the column `truth`; they are in the character of public sets, and no copies."""
