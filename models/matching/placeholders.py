"""Values that say nothing about who somebody is, found by how they are shared, and reported without being
shown.

A contact point or number that many differently named records hold is a switchboard or was typed to fill a
form (13800000000, test@…). One that is shared within a firm or family may still be right; it only is no
proof.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from models.matching.facets import skeleton
from models.matching.fields import Field

KEYS = frozenset({"digits", "identifier", "email", "date"})
SHARED_BY = 8
"""Holders of different names from which on a key is no key."""
TIMES_USUAL = 20
"""… and so many times as many holders as all but one value in a thousand have."""
TYPED = (
    "0{7,}|1{7,}|2{7,}|3{7,}|4{7,}|5{7,}|6{7,}|7{7,}|8{7,}|9{7,}|^(?:0?123456789?0?|9876543210?)$|^1?0+$"
    "|^(?:test|none|no-?reply|no-?e?mail|unknown|null|n/?a|xxx+|abc)[0-9]*@"
)


class Placeholder(NamedTuple):
    """A value that was taken for missing: its field, how many records hold it, and its beginning."""

    field: str
    records: int
    shape: str


def without_placeholders(fields: list[Field]) -> tuple[list[Field], list[Placeholder]]:
    """The fields with placeholders missing, and what was found."""
    names, rows = _names(fields), _rows(fields)
    kept, found = [], []
    for one in fields:
        values = _placeholders(one, names, rows) if one.kind in KEYS else np.empty(0, dtype=np.int64)
        kept.append(one.without(values) if len(values) else one)
        found += [
            Placeholder(one.name, int(one.frequency[code]), _hidden(str(one.values[code]))) for code in values
        ]
    return [one for one in kept if one.filled > 0], found


def _names(fields: list[Field]) -> list[np.ndarray]:
    """Codes for what each record is called, by part, so coarse that a slip makes no other."""
    parts = [one for one in fields if one.name in ("given", "surname")]
    parts = parts or [one for one in fields if one.kind == "text"][:1]
    return [_coarse(one) for one in parts]


def _coarse(one: Field) -> np.ndarray:
    texts = map(skeleton, one.sounds) if len(one.sounds) else (value[:3] for value in one.values)
    codes = pd.factorize(np.array(list(texts), dtype=object))[0]
    return np.asarray(np.append(codes, -1)[one.codes])


def _rows(fields: list[Field]) -> np.ndarray:
    """A code for each record; records that say the same share it."""
    said = pd.DataFrame({place: one.codes for place, one in enumerate(fields)})
    return said.groupby(list(said), sort=False).ngroup().to_numpy() if fields else np.empty(0, dtype=np.int64)


def _differ(one: Field, rows: np.ndarray) -> np.ndarray:
    """Whether those who hold each value differ in something: the same row many times is one row."""
    return _callings(one, rows) >= SHARED_BY


def _placeholders(one: Field, names: list[np.ndarray], rows: np.ndarray) -> np.ndarray:
    """Codes of the values that many names share (where nobody has a name, many other rows), or that look
    typed to fill a form."""
    frequency = one.frequency
    usual = max(2.0, float(np.quantile(frequency[frequency > 0], 0.999))) if frequency.any() else 2.0
    many = frequency >= max(SHARED_BY, min(TIMES_USUAL * usual, 0.01 * len(one.codes)))
    if one.kind == "date":
        return np.flatnonzero(frequency >= TIMES_USUAL * usual)
    if one.kind == "digits" and one.is_short:
        return np.empty(0, dtype=np.int64)
    callings = [_callings(one, part) for part in names]
    shared = (np.min(callings, axis=0) >= SHARED_BY) if callings else many & _differ(one, rows)
    typed = pd.Series(one.values, dtype="str").str.contains(TYPED, regex=True).to_numpy(dtype=bool)
    return np.flatnonzero(shared | typed & (frequency > 0))


def _callings(one: Field, names: np.ndarray) -> np.ndarray:
    """How many different names hold each value."""
    held = (one.codes >= 0) & (names >= 0)
    distinct = pd.DataFrame({"value": one.codes[held], "name": names[held]}).drop_duplicates()
    return np.bincount(distinct["value"], minlength=len(one.values))


def _hidden(value: str) -> str:
    """Its beginning, the rest covered.

    >>> _hidden("13800000000"), _hidden("li.wei@example.com")
    ('138********', 'l*****@')
    """
    if "@" in value:
        return value[:1] + "*" * (value.index("@") - 1) + "@"
    return value[:3] + "*" * (len(value) - 3)
