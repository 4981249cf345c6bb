"""Which pairs of records are worth comparing: many keys, chosen by what they cost, within a bound on pairs.

Every facet alone and every two of different fields are keys. A key costs the pairs it makes; cheap ones are
selective, so that keys are taken in the order of their cost until the budget is spent. A key that a coarser
one implies is left out; so are blocks above a size, which finer keys break up.
"""

from collections.abc import Sequence
from functools import reduce
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd

from models.matching.facets import Facet, facets
from models.matching.fields import Field

EXHAUSTIVE = 1500
"""Tables up to this size are compared whole."""
LARGEST_BLOCK = 100
WHOLE = 0.97
SMALL_SHARE = 0.15
"""A facet that costs less than this share of the budget is a key alone and needs no company."""
MANY_KEYS, MANY_MATCHES = 4, 2
"""Pairs of so many keys are likely matches; where a record has so many of them, repeating them is free."""
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
    """A key over the records, the pairs it makes, and whether hardly any of its blocks is too large."""

    parts: tuple[Facet, ...]
    codes: np.ndarray
    cost: int
    is_whole: bool

    @property
    def name(self) -> str:
        """What it consists of."""
        return " + ".join(f"{part.field}: {part.cut}" if part.cut else part.field for part in self.parts)

    def implies(self, other: "Key") -> bool:
        """Whether the other key makes all pairs that this one makes."""
        covers = [any(part.is_implied_by(own) for own in self.parts) for part in other.parts]
        return other.is_whole and all(covers)


def budget(records: int) -> int:
    """How many pairs all keys together may make."""
    return min(1_500_000 + 20 * records, 2_500_000 + 6 * records)


def candidates(fields: list[Field], records: int, new: np.ndarray | None = None) -> Pairs:
    """The pairs to compare. `new`: a mask; only pairs with at least one new record are returned."""
    if records <= EXHAUSTIVE:
        left, right = np.triu_indices(records, 1)
        pairs = Pairs(left.astype(np.int32), right.astype(np.int32))
    else:
        pairs = _proposed(fields, records)
    return pairs if new is None else pairs.take(new[pairs.left] | new[pairs.right])


def _proposed(fields: list[Field], records: int) -> Pairs:
    """The pairs of the keys within the budget. Where everybody has many matches, which most keys propose
    again, these spend it; what they spend is given back once."""
    bound = budget(records)
    found = keys(fields, bound)
    made = _made([key.codes for key in chosen(found, bound)], records)
    if again := _again(made, records):
        made = _made([key.codes for key in chosen(found, bound + again)], records)
    return _each_once(made, records)


def _again(made: np.ndarray, records: int) -> int:
    """How often pairs that many keys propose are proposed again, where these are many for each record."""
    starts = np.flatnonzero(np.r_[True, made[1:] != made[:-1]])
    times = np.diff(np.r_[starts, len(made)])
    likely = times[times >= MANY_KEYS]
    return int((likely - 1).sum()) if len(likely) > MANY_MATCHES * records else 0


def along(
    fields: list[Field], names: Sequence[Sequence[tuple[str, str]]], records: int, blocks: np.ndarray
) -> Pairs:
    """The pairs that keys chosen before (of each the facets, as field and cut) make among these records, and
    those within other blocks (a code per record, -1 for none)."""
    known = {(part.field, part.cut): part for part in facets(fields)}
    made = [[known[name].codes for name in key] for key in names if all(name in known for name in key)]
    return pairs_within(
        [_in_blocks(one)[0] for one in (*(reduce(_joined, codes) for codes in made), blocks)], records
    )


def keys(fields: list[Field], bound: int) -> list[Key]:
    """All usable keys, the cheapest first; `bound`: pairs that all together may make."""
    parts = facets(fields)
    single = [_key((part,), part.codes) for part in parts]
    coarse = [
        part
        for part, key in zip(parts, single, strict=True)
        if key is None or not key.is_whole or key.cost > SMALL_SHARE * bound
    ]
    found = [
        *single,
        *(
            _key(pair, _joined(*(part.codes for part in pair)))
            for pair in combinations(coarse, 2)
            if _differ(*pair)
        ),
    ]
    return sorted((key for key in found if key is not None), key=lambda key: (key.cost, key.name))


def _differ(one: Facet, other: Facet) -> bool:
    return one.field != other.field


def _joined(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    together = one.astype(np.int64) * (int(other.max(initial=0)) + 1) + other
    return np.where((one >= 0) & (other >= 0), together, -1)


def _key(parts: tuple[Facet, ...], codes: np.ndarray) -> Key | None:
    """The key with dense codes; None where hardly any record lies in a block of usable size."""
    usable, sizes = _in_blocks(codes)
    kept = np.where(sizes <= LARGEST_BLOCK, sizes, 0)
    covered, all_blocks = int(kept.sum()), int(sizes.sum())
    if not covered or covered < LEAST_COVERED * all_blocks:
        return None
    cost = int((kept.astype(np.int64) * (kept - 1) // 2).sum())
    return Key(parts, usable, cost, covered >= WHOLE * all_blocks)


def _in_blocks(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Dense codes of the records in blocks of usable size (the others -1), and the sizes of all blocks of two
    and more."""
    dense = pd.factorize(np.where(codes >= 0, codes, -1))[0].astype(np.int32)
    sizes = np.bincount(dense)
    if (codes < 0).any():
        sizes[dense[np.argmin(codes)]] = 0
    usable = (sizes > 1) & (sizes <= LARGEST_BLOCK)
    return np.where(usable[dense], dense, -1), sizes[sizes > 1]


def chosen(found: list[Key], bound: int) -> list[Key]:
    """The cheapest keys that stay within the bound together, without those that another one implies."""
    taken: list[Key] = []
    for key in found:
        kept = [one for one in taken if not one.implies(key)]
        if any(key.implies(one) for one in kept):
            continue
        if sum(one.cost for one in kept) + key.cost > bound:
            break
        taken = [*kept, key]
    return taken


def pairs_within(found: list[np.ndarray], records: int) -> Pairs:
    """The pairs that these codes of blocks make, each once."""
    return _each_once(_made(found, records), records)


def _made(found: list[np.ndarray], records: int) -> np.ndarray:
    """The pairs that these codes of blocks make, in order, as left × records + right."""
    together = np.concatenate([np.empty(0, dtype=np.int64), *(_within(codes, records) for codes in found)])
    together.sort()
    return together


def _each_once(together: np.ndarray, records: int) -> Pairs:
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
