"""Records that surely are one person, as one form to compare: what the exact keys put together.

A unit's form takes each field from the best of its records that has it, so that it depends on its own records
alone, and so does its mark.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from models.matching.fields import Field
from models.matching.frozen import hashes

NAMES = ("given", "surname")
MIXED = np.uint64(0x9E3779B97F4A7C15)
FOLDED = np.uint64(31)


def taken(marks: Mapping[str, np.ndarray], unit: np.ndarray, best: np.ndarray) -> dict[str, np.ndarray]:
    """Of each unit and field the position of the best record that tells it, -1 where none does.

    marks: of each field (0 where a record says nothing), both parts of a name from one record; unit: of each
    record, 0, 1, … without a gap; best: positions of all records, the best ones first.
    """
    has_name = (marks["given"] != 0) | (marks["surname"] != 0)
    size = int(unit.max(initial=-1)) + 1
    return {
        name: first_of(unit, best, size, has_name if name in NAMES else told != 0)
        for name, told in marks.items()
    }


def first_of(unit: np.ndarray, best: np.ndarray, size: int, usable: np.ndarray) -> np.ndarray:
    """The position of the best usable record of each unit, -1 where none is."""
    found, rows = np.full(size, -1, dtype=np.int64), best[::-1]
    rows = rows[usable[rows]]
    found[unit[rows]] = rows
    return found


def marks(fields: list[Field]) -> np.ndarray:
    """A number (uint64) for each unit: units of the same content share it."""
    found = np.zeros(len(fields[0].codes), dtype=np.uint64)
    for one in fields:
        each = np.append(hashes(one.values), np.uint64(0))[one.codes]
        found = mixed(found, each)
    return found


def mixed(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """A number for two numbers in their order."""
    whole = (one ^ (one >> FOLDED)) * MIXED + other
    return np.asarray((whole ^ (whole >> FOLDED)) * MIXED)


def best_first(objects: pd.Series) -> np.ndarray:
    """Positions of records, cards of people before what merely mentions them, then in their order."""
    rank = objects.map({"customers": 0, "contacts": 1, "leads": 2}).fillna(3).to_numpy()
    return np.argsort(rank, kind="stable")
