"""Blocking keys in the order of their cost, counted no further than it takes to tell that order.

A key costs the pairs that its blocks make. Its blocks are counted a part at a time, and what a part costs is
the least that the whole can cost: of a key far dearer than those chosen only the first parts are looked at.
"""

from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from itertools import combinations
from typing import NamedTuple

import numpy as np

from models.matching.codes import joined, ordered
from models.matching.facets import Facet

LARGEST_BLOCK = 100
WHOLE = 0.97
SMALL_SHARE = 0.15
"""A facet that costs less than this share of the budget is a key alone and needs no company."""
LEAST_COVERED = 0.5
"""A key most of whose records lie in blocks that are too large finds little."""
PARTS = 8
NARROW = 2**32


class Key(NamedTuple):
    """A key over the records, the pairs it makes, and whether hardly any of its blocks is too large."""

    parts: tuple[Facet, ...]
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


class Side(NamedTuple):
    """A facet of a key of two: how many codes there are, and the rows in parts, all of one code in one
    part."""

    facet: Facet
    size: int
    rows: list[np.ndarray]


class Count(NamedTuple):
    """How many parts were counted, the pairs of usable blocks, and the records in these and in all blocks."""

    parts: int = 0
    cost: int = 0
    covered: int = 0
    held: int = 0

    def plus(self, sizes: np.ndarray) -> "Count":
        """With the blocks of one more part, of these sizes."""
        sizes = sizes[sizes > 1]
        kept = sizes[sizes <= LARGEST_BLOCK].astype(np.int64)
        cost = self.cost + int((kept * (kept - 1) // 2).sum())
        return Count(self.parts + 1, cost, self.covered + int(kept.sum()), self.held + int(sizes.sum()))

    def key(self, parts: tuple[Facet, ...]) -> Key | None:
        """The key; None where hardly any record lies in a block of usable size."""
        if not self.covered or self.covered < LEAST_COVERED * self.held:
            return None
        return Key(parts, self.cost, self.covered >= WHOLE * self.held)


def cheapest(parts: list[Facet], bound: int) -> Iterator[Key]:
    """All usable keys, the cheapest first; `bound`: pairs that all together may make."""
    single = [Count().plus(np.bincount(part.codes[part.codes >= 0])).key((part,)) for part in parts]
    coarse = [
        _side(part)
        for part, key in zip(parts, single, strict=True)
        if key is None or not key.is_whole or key.cost > SMALL_SHARE * bound
    ]
    both = [pair for pair in combinations(coarse, 2) if pair[0].facet.field != pair[1].facet.field]
    return _in_order([key for key in single if key is not None], both)


def _in_order(counted: list[Key], both: list[tuple[Side, Side]]) -> Iterator[Key]:
    keys = [*counted, *(Key((one.facet, other.facet), 0, False) for one, other in both)]
    waiting: list[tuple[int, str, int, Count]] = [
        (key.cost, key.name, index, Count(PARTS if index < len(counted) else 0))
        for index, key in enumerate(keys)
    ]
    heapify(waiting)
    while waiting:
        _, name, index, count = heappop(waiting)
        if index < len(counted):
            yield keys[index]
        elif count.parts < PARTS:
            count = count.plus(_sizes(*both[index - len(counted)], count.parts))
            heappush(waiting, (count.cost, name, index, count))
        elif key := count.key(keys[index].parts):
            yield key


def _side(facet: Facet) -> Side:
    rows = np.flatnonzero(facet.codes >= 0).astype(np.int32)
    part = facet.codes[rows] % PARTS
    ends = np.cumsum(np.bincount(part, minlength=PARTS))
    return Side(facet, int(facet.codes.max(initial=0)) + 1, np.split(rows[ordered(part)], ends[:-1]))


def _sizes(one: Side, other: Side, part: int) -> np.ndarray:
    """The sizes of the blocks in one part of a key."""
    first, second = (one, other) if one.size >= other.size else (other, one)
    rows = first.rows[part]
    rows = rows[second.facet.codes[rows] >= 0]
    codes = joined(first.facet.codes[rows], second.facet.codes[rows], second.size)
    codes = codes.astype(np.uint32) if first.size * second.size <= NARROW else codes
    codes.sort()
    return np.diff(np.flatnonzero(np.r_[True, codes[1:] != codes[:-1], True]))
