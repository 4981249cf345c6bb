"""Which pairs of records are worth comparing: many keys, chosen by what they cost, within a bound on pairs.

Every facet alone, every two and, of whole values, every three facets of different fields are keys. A key's
cost is the number of pairs it makes; cheap keys are selective ones, so that keys are taken in the order of
their cost until the budget is spent. Blocks above a size are left to finer keys.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd

from models.matching.facets import Facet, facets
from models.matching.fields import Field

EXHAUSTIVE = 1500
"""Tables up to this size are compared whole."""
LARGEST_BLOCK = 100
LEAST_COVERED = 0.5
"""A key most of whose records lie in blocks that are too large finds little."""


class Pairs(NamedTuple):
    """Pairs of record positions, `left` < `right`, each once, in order."""

    left: np.ndarray
    right: np.ndarray

    def __len__(self) -> int:
        return len(self.left)

    def take(self, chosen: np.ndarray) -> "Pairs":
        """Some of the pairs, by mask or position."""
        return Pairs(self.left[chosen], self.right[chosen])


class Key(NamedTuple):
    """A key over the records, and the pairs it would make."""

    name: str
    codes: np.ndarray
    cost: int
    is_whole: bool


def budget(records: int) -> int:
    """How many pairs may be compared."""
    return min(1_000_000 + 40 * records, 3_000_000 + 5 * records)


def candidates(fields: list[Field], records: int, new: np.ndarray | None = None) -> Pairs:
    """The pairs to compare. `new`: a mask; only pairs with at least one new record are returned."""
    if records <= EXHAUSTIVE:
        left, right = np.triu_indices(records, 1)
        pairs = Pairs(left.astype(np.int32), right.astype(np.int32))
    else:
        pairs = _unique(_chosen(keys(fields), budget(records)), records)
    return pairs if new is None else pairs.take(new[pairs.left] | new[pairs.right])


def keys(fields: list[Field]) -> list[Key]:
    """All usable keys, the cheapest first."""
    parts = facets(fields)
    single = [_key(part.name, part.codes) for part in parts]
    coarse = [part for part, key in zip(parts, single, strict=True) if key is None or not key.is_whole]
    found = [*single, *(_key(name, codes) for name, codes in _combined(coarse))]
    return sorted((key for key in found if key is not None), key=lambda key: (key.cost, key.name))


def _combined(parts: list[Facet]) -> Iterator[tuple[str, np.ndarray]]:
    """Every two parts of different fields; what is a good key alone finds nothing more together with
    another."""
    for one, other in combinations(parts, 2):
        if one.field != other.field:
            yield f"{one.name} + {other.name}", _joined(one.codes, other.codes)


def _joined(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    together = one.astype(np.int64) * (int(other.max(initial=0)) + 1) + other
    return np.where((one >= 0) & (other >= 0), together, -1)


def _key(name: str, codes: np.ndarray) -> Key | None:
    """The key with dense codes; None where hardly any record lies in a block of usable size."""
    dense = pd.factorize(np.where(codes >= 0, codes, -1))[0].astype(np.int32)
    missing = dense[np.argmin(codes)] if (codes < 0).any() else -2
    sizes = np.bincount(dense)
    if missing >= 0:
        sizes[missing] = 0
    usable = np.where((sizes > 1) & (sizes <= LARGEST_BLOCK), sizes, 0)
    covered, all_blocks = int(usable.sum()), int(sizes[sizes > 1].sum())
    if not covered or covered < LEAST_COVERED * all_blocks:
        return None
    cost = int((usable.astype(np.int64) * (usable - 1) // 2).sum())
    return Key(name, np.where(usable[dense] > 0, dense, -1), cost, covered == all_blocks)


def _chosen(found: list[Key], bound: int) -> list[Key]:
    spent = np.cumsum([key.cost for key in found])
    return [key for key, total in zip(found, spent, strict=True) if total <= 3 * bound]


def _unique(chosen: list[Key], records: int) -> Pairs:
    made = [np.empty(0, dtype=np.int64)]
    for key in chosen:
        made.append(_within(key.codes, records))
    together = np.concatenate(made)
    together.sort()
    together = together[np.r_[True, together[1:] != together[:-1]]] if len(together) else together
    return Pairs((together // records).astype(np.int32), (together % records).astype(np.int32))


def _within(codes: np.ndarray, records: int) -> np.ndarray:
    """All pairs inside the blocks, as left × records + right."""
    rows = np.flatnonzero(codes >= 0)
    rows = rows[np.argsort(codes[rows], kind="stable")]
    block, made, ahead = codes[rows], [np.empty(0, dtype=np.int64)], 1
    start = np.arange(len(rows))
    while len(start := start[start + ahead < len(rows)]) and len(
        start := start[block[start] == block[start + ahead]]
    ):
        made.append(rows[start].astype(np.int64) * records + rows[start + ahead])
        ahead += 1
    return np.concatenate(made)
