"""Which pairs of records are worth comparing: many keys, chosen by what they cost, within a bound on pairs.

Every facet alone and every two of different fields are keys. A key costs the pairs it makes; cheap ones are
selective, so that keys are taken in the order of their cost until the budget is spent. A key that a coarser
one implies is left out; so are blocks above a size, which finer keys break up.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import tee
from typing import NamedTuple

import numpy as np

from models.matching.blocks import LARGEST_BLOCK, Key, cheapest
from models.matching.codes import joined, ordered
from models.matching.facets import facets
from models.matching.fields import Field

EXHAUSTIVE = 1500
"""Tables up to this size are compared whole."""
MANY_KEYS, MANY_MATCHES = 4, 2
"""Pairs of so many keys are likely matches; where a record has so many of them, repeating them is free."""


class Pairs(NamedTuple):
    """Pairs of record positions, `left` < `right`, each once, in order."""

    left: np.ndarray
    right: np.ndarray

    def __len__(self) -> int:
        return len(self.left)

    def take(self, chosen: np.ndarray) -> "Pairs":
        """Some of the pairs, by mask or position."""
        return Pairs(self.left[chosen], self.right[chosen])


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
    first, second = tee(keys(fields, bound))
    made = _made([_codes(key) for key in chosen(first, bound)], records)
    if again := _again(made, records):
        made = _made([_codes(key) for key in chosen(second, bound + again)], records)
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
    return pairs_within([*(reduce(_both, codes) for codes in made), blocks], records, LARGEST_BLOCK)


def keys(fields: list[Field], bound: int) -> Iterator[Key]:
    """All usable keys, the cheapest first; `bound`: pairs that all together may make."""
    return cheapest(facets(fields), bound)


def _codes(key: Key) -> np.ndarray:
    return reduce(_both, [part.codes for part in key.parts])


def _both(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.where((one >= 0) & (other >= 0), joined(one, other, int(other.max(initial=0)) + 1), -1)


def chosen(found: Iterable[Key], bound: int) -> list[Key]:
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


def pairs_within(found: list[np.ndarray], records: int, largest: int | None = None) -> Pairs:
    """The pairs that these codes of blocks make, each once; blocks above the largest make none."""
    return _each_once(_made(found, records, largest), records)


def _made(found: list[np.ndarray], records: int, largest: int | None = LARGEST_BLOCK) -> np.ndarray:
    """The pairs that these codes of blocks make, in order, as left × records + right."""
    none = np.empty(0, dtype=np.int64)
    together = np.concatenate([none, *(_within(codes, records, largest) for codes in found)])
    together.sort()
    return together


def _each_once(together: np.ndarray, records: int) -> Pairs:
    together = together[np.r_[True, together[1:] != together[:-1]]] if len(together) else together
    return Pairs((together // records).astype(np.int32), (together % records).astype(np.int32))


def _within(codes: np.ndarray, records: int, largest: int | None) -> np.ndarray:
    """All pairs inside the blocks, as left × records + right."""
    rows = np.flatnonzero(codes >= 0)
    rows = rows[ordered(codes[rows])]
    after = _following(codes[rows], largest or len(rows))
    start, made, ahead = np.flatnonzero(after), [np.empty(0, dtype=np.int64)], 1
    while len(start):
        made.append(rows[start] * records + rows[start + ahead])
        ahead += 1
        start = start[after[start] >= ahead]
    return np.concatenate(made)


def _following(blocks: np.ndarray, largest: int) -> np.ndarray:
    """How many of its block come after each, in order of the blocks; none where the block is too large."""
    ends = np.flatnonzero(np.r_[blocks[1:] != blocks[:-1], np.ones(min(1, len(blocks)), dtype=bool)]) + 1
    sizes = np.diff(np.r_[0, ends])
    after = np.repeat(ends, sizes) - np.arange(len(blocks)) - 1
    return np.where(np.repeat(sizes <= largest, sizes), after, 0)
