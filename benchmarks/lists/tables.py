"""Facts as tables: rows in random order, with slips."""

import random
from collections.abc import Callable

import pandas as pd

from benchmarks.lists.people import Facts

Change = Callable[[str, random.Random], str]


def table(rows: list[Facts], rng: random.Random) -> pd.DataFrame:
    """Rows in random order as texts; what is empty is missing."""
    frame = pd.DataFrame(rng.sample(rows, len(rows))).astype("str")
    return frame.mask(frame == "")


def slipped(
    row: Facts, share: float, kinds: dict[str, Change], rng: random.Random, missing: float = 0.0
) -> Facts:
    """A row with slips in some of its values, others missing."""
    found = dict(row)
    for name, change in kinds.items():
        if found[name] and rng.random() < share:
            found[name] = change(found[name], rng)
        if rng.random() < missing:
            found[name] = ""
    return found
