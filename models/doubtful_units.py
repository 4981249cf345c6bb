"""Which records that exact keys put together contradict each other.

A name that no slip makes of the other, another birth date, another number for life: a record without a name
bridges two people of one household so.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from models.exact_keys import Texts, compatible
from models.identifiers import is_lifelong
from models.matching.blocking import Pairs, pairs_within
from models.matching.fields import Field
from models.matching.levels import compared
from models.units import first_of

OTHER_DAY = 5
"""The level of two days from which on they are no slip of each other: at most the year is the same."""
TOLD = ("letters", "birth_on", "national_id")


def doubtful(
    marks: Mapping[str, np.ndarray], texts: Texts, entity: np.ndarray, component: np.ndarray, best: np.ndarray
) -> np.ndarray:
    """Of each component, whether two of its entities contradict each other.

    marks, texts: of records, by form; entity, component: a number per record; best: the best records first.
    """
    size = int(entity.max(initial=-1)) + 1
    at = {name: first_of(entity, best, size, marks[name] != 0) for name in TOLD}
    home = np.empty(size, dtype=np.int64)
    home[entity] = component
    own = pd.DataFrame({name: np.append(marks[name], np.uint64(0))[at[name]] for name in TOLD})
    rows = np.flatnonzero(~own.assign(home=home).duplicated().to_numpy())
    rows = rows[np.bincount(home[rows], minlength=1)[home[rows]] > 1]
    pairs = pairs_within([home[rows]], len(rows))
    wrong = _contradict({name: places[rows] for name, places in at.items()}, texts, pairs)
    found = np.zeros(int(component.max(initial=-1)) + 1, dtype=bool)
    found[home[rows[pairs.left[wrong]]]] = True
    return found


def _contradict(at: Mapping[str, np.ndarray], texts: Texts, pairs: Pairs) -> np.ndarray:
    rows = np.unique(np.concatenate(list(at.values())))
    rows = rows[rows >= 0]
    known = texts(rows)

    def told(form: str, by: str) -> np.ndarray:
        lookup = np.array([*known[form], None], dtype=object)
        return np.asarray(lookup[np.where(at[by] >= 0, np.searchsorted(rows, at[by]), -1)])

    wrong = _other_days(told("birth_on", "birth_on"), pairs)
    letters, spelt, given = (_filled(told(form, "letters")) for form in ("letters", "spelt", "given"))
    wrong |= unlike(letters, spelt, given, pairs)
    wrong |= other_numbers(told("national_id", "national_id"), pairs)
    return wrong


def _other_days(days: np.ndarray, pairs: Pairs) -> np.ndarray:
    codes, values = pd.factorize(days)
    one = Field("birth_on", "date", codes.astype(np.int32), np.asarray(values, dtype=object))
    return np.asarray(compared(one, pairs) >= OTHER_DAY)


def unlike(letters: np.ndarray, spelt: np.ndarray, given: np.ndarray, pairs: Pairs) -> np.ndarray:
    """Whether both have a name and no slip makes one of the other; "" is none."""
    known = (letters != "")[pairs.left] & (letters != "")[pairs.right]
    differ = letters[pairs.left] != letters[pairs.right]
    return np.asarray(known & differ & ~compatible(spelt, given, pairs))


def _filled(texts: np.ndarray) -> np.ndarray:
    return np.array([text if isinstance(text, str) else "" for text in texts], dtype=object)


def other_numbers(numbers: np.ndarray, pairs: Pairs) -> np.ndarray:
    """Whether both have a number for life, of one kind, and not the same."""
    codes, values = pd.factorize(numbers)
    kind = np.append([len(value) if is_lifelong(value) else 0 for value in values], 0).astype(np.int64)[codes]
    left, right = kind[pairs.left], kind[pairs.right]
    return np.asarray((left == right) & (left > 0) & (codes[pairs.left] != codes[pairs.right]))
