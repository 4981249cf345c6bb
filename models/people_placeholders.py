"""What all records of a night together tell of each: which values many people share, and how a name that is
written in one word is parted.

As `models.matching.placeholders`, in marks (uint64, 0 for none) instead of texts.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from models.exact_keys import coded
from models.matching.placeholders import SHARED_BY, TIMES_USUAL

KEYS = ("phone", "email", "national_id")
BONES = ("given_bones", "surname_bones")
PARTS = ("given", "surname", *BONES)
Marks = Mapping[str, np.ndarray]


def without_placeholders(marks: Marks) -> dict[str, np.ndarray]:
    """The marks without keys that many differently named people hold, and without a birthday of too many."""
    found = dict(marks)
    for name in KEYS:
        found[name] = _without(marks[name], _held_by_many(marks[name], [marks[part] for part in BONES]))
    found["birth_on"] = _without(marks["birth_on"], _too_frequent(marks["birth_on"]))
    return found


def whole_names(marks: Marks) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """The marks with names of one word parted as the first record parts it that writes the same in two; and
    the position of the record whose name each has."""
    named_by = np.arange(len(marks["given"]))
    single = np.flatnonzero((marks["given"] == 0) & (marks["surname"] != 0))
    written = np.flatnonzero(np.isin(marks["one_word"], np.unique(marks["surname"][single])))
    written = written[marks["one_word"][written] != 0]
    words, first = np.unique(marks["one_word"][written], return_index=True)
    place = np.minimum(np.searchsorted(words, marks["surname"][single]), max(0, len(words) - 1))
    is_known = words[place] == marks["surname"][single] if len(words) else np.zeros(len(single), dtype=bool)
    named_by[single[is_known]] = written[first[place[is_known]]]
    return {**marks, **{part: marks[part][named_by] for part in PARTS}}, named_by


def _without(marks: np.ndarray, lost: np.ndarray) -> np.ndarray:
    return np.where(np.isin(marks, lost), np.uint64(0), marks) if len(lost) else marks


def _held_by_many(keys: np.ndarray, bones: list[np.ndarray]) -> np.ndarray:
    """The keys under which both parts of the name differ in many ways."""
    code = coded(keys)
    frequency = np.bincount(code[code >= 0], minlength=1)
    rows = np.flatnonzero((code >= 0) & (np.append(frequency, 0)[code] >= SHARED_BY))
    callings = [_callings(code[rows], part[rows], len(frequency)) for part in bones if part.any()]
    many = np.flatnonzero(np.min(callings, axis=0) >= SHARED_BY) if callings else np.empty(0, dtype=np.int64)
    return np.unique(keys[rows[np.isin(code[rows], many)]])


def _callings(code: np.ndarray, bones: np.ndarray, size: int) -> np.ndarray:
    held = pd.DataFrame({"key": code[bones != 0], "bones": bones[bones != 0]}).drop_duplicates()
    return np.bincount(held["key"], minlength=size)


def _too_frequent(days: np.ndarray) -> np.ndarray:
    values, frequency = np.unique(days[days != 0], return_counts=True)
    usual = max(2.0, float(np.quantile(frequency, 0.999))) if len(values) else 2.0
    return values[frequency >= TIMES_USUAL * usual]
