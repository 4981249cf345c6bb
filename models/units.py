"""Records that surely are one person, as one form to compare: what the exact keys put together.

A unit's form takes each field from the best of its records that has it, so that it depends on its own records
alone, and so does its mark.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from models.matching.blocking import Pairs, pairs_within
from models.matching.fields import Field
from models.matching.frozen import hashes
from models.matching.levels import LEVELS, compared
from models.names import are_compatible, letters

NAMES = ("given", "surname")
MIXED = np.uint64(0x9E3779B97F4A7C15)
FOLDED = np.uint64(31)
OTHER_DAY = 5
"""The level of two days from which on they are no slip of each other: at most the year is the same."""


def forms(fields: list[Field], unit: np.ndarray, best: np.ndarray) -> list[Field]:
    """The fields with a code per unit instead of per record.

    unit: of each record, 0, 1, … without a gap; best: positions of all records, the best ones first.
    """
    size, named = int(unit.max(initial=-1)) + 1, [one for one in fields if one.name in NAMES]
    has_name = np.any([one.codes >= 0 for one in named], axis=0) if named else np.zeros(len(unit), dtype=bool)
    return [_form(one, unit, best, size, has_name if one.name in NAMES else one.codes >= 0) for one in fields]


def _form(one: Field, unit: np.ndarray, best: np.ndarray, size: int, usable: np.ndarray) -> Field:
    rows = best[usable[best]]
    units, first = np.unique(unit[rows], return_index=True)
    codes = np.full(size, -1, dtype=np.int32)
    codes[units] = one.codes[rows[first]]
    return replace(one, codes=codes)


def first_of(unit: np.ndarray, best: np.ndarray) -> np.ndarray:
    """The position of the best record of each unit."""
    return best[np.unique(unit[best], return_index=True)[1]]


def names_of(names: pd.Series, unit: np.ndarray, best: np.ndarray) -> np.ndarray:
    """The best record's name of each unit, None where no record has one."""
    found = np.full(int(unit.max(initial=-1)) + 1, None, dtype=object)
    rows = best[names.notna().to_numpy()[best]]
    units, first = np.unique(unit[rows], return_index=True)
    found[units] = names.to_numpy(dtype=object)[rows[first]]
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


def best_first(objects: pd.Series, record_ids: pd.Series) -> np.ndarray:
    """Positions of records, cards of people before what merely mentions them, then by record."""
    rank = objects.map({"customers": 0, "contacts": 1, "leads": 2}).fillna(3).to_numpy()
    return np.lexsort((record_ids.to_numpy(dtype=object).astype(str), rank))


def doubtful(fields: list[Field], names: np.ndarray, component: np.ndarray) -> np.ndarray:
    """Which components of what systems hold of people contain two that contradict each other.

    fields, names (as written, None where there is none), component: per entity. A name that no slip makes of
    the other, another birth date or number: a record without a name bridges two people of one household so.
    """
    told = [one for one in fields if one.kind in ("date", "identifier")]
    own = pd.DataFrame({"component": component, "letters": _lettered(names)})
    own = own.assign(**{one.name: one.codes for one in told})
    rows = np.flatnonzero(~own.duplicated().to_numpy())
    rows = rows[np.bincount(component[rows])[component[rows]] > 1]
    few = [replace(one, codes=one.codes[rows]) for one in told]
    pairs = pairs_within([component[rows]], len(rows))
    wrong = _contradict(few, pairs) | _unlike(names[rows], pairs)
    found = np.zeros(int(component.max(initial=-1)) + 1, dtype=bool)
    found[component[rows[pairs.left[wrong]]]] = True
    return found


def _lettered(names: np.ndarray) -> np.ndarray:
    return np.asarray(pd.factorize(pd.Series(names, dtype="str").map(letters, na_action="ignore"))[0])


def _contradict(fields: list[Field], pairs: Pairs) -> np.ndarray:
    found = np.zeros(len(pairs), dtype=bool)
    for one in fields:
        found |= compared(one, pairs) >= (OTHER_DAY if one.kind == "date" else LEVELS[one.kind])
    return found


def _unlike(names: np.ndarray, pairs: Pairs) -> np.ndarray:
    both = zip(names[pairs.left], names[pairs.right], strict=True)
    return np.array(
        [isinstance(a, str) and isinstance(b, str) and not are_compatible(a, b) for a, b in both], dtype=bool
    )
