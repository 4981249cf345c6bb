"""Which pairs of units are worth comparing tonight: those that share a key with one that is new.

All pairs of a night are the pairs in blocks of usable size; of these only those need to be found that no
earlier night had: with a unit that is new, or in a block that was too large and is no longer.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from models.matching.blocking import Pairs, pairs_within
from models.matching.blocks import LARGEST_BLOCK
from models.unit_keys import joined

BITS = np.uint64(42)
"""A number's last bits, which are left out where membership is told roughly first."""


def proposed(
    facets: np.ndarray, keys: Sequence[list[int]], fresh: np.ndarray, full: Sequence[np.ndarray]
) -> tuple[Pairs, list[np.ndarray]]:
    """The new pairs, and of each key the blocks that are too large.

    facets: (units, facets), 0 for none; keys: the facets of each; fresh: which units are new; full: the
    blocks that were too large on the night before.
    """
    made, over = [np.empty(0, dtype=np.int64)], []
    for places, before in zip(keys, full, strict=True):
        values = joined(facets, places)
        rows = _touched(values, fresh, before)
        codes, sizes, large = _blocks(values[rows])
        over.append(large)
        shrunk = np.isin(values[rows], before) & (sizes <= LARGEST_BLOCK)
        made.append(_pairs(rows, codes, fresh[rows] | shrunk, len(fresh)))
    together = np.unique(np.concatenate(made))
    return Pairs(together // len(fresh), together % len(fresh)), over


def within(blocks: np.ndarray) -> Pairs:
    """The pairs inside blocks of usable size; blocks: a number per unit, -1 for none."""
    rows = np.flatnonzero(blocks >= 0)
    codes, _, _ = _blocks(blocks[rows])
    together = np.sort(_pairs(rows, codes, np.ones(len(rows), dtype=bool), len(blocks)))
    return Pairs(together // max(1, len(blocks)), together % max(1, len(blocks)))


def still_proposed(
    facets: np.ndarray, keys: Sequence[list[int]], pairs: Pairs, full: Sequence[np.ndarray]
) -> np.ndarray:
    """Of pairs of an earlier night, which some key still makes."""
    found = np.zeros(len(pairs), dtype=bool)
    left, right = facets[pairs.left], facets[pairs.right]
    for places, large in zip(keys, full, strict=True):
        one, other = joined(left, places), joined(right, places)
        found |= (one == other) & (one != 0) & ~np.isin(one, large)
    return found


def _touched(values: np.ndarray, fresh: np.ndarray, before: np.ndarray) -> np.ndarray:
    """The units in a block that a new one is in, or that was too large before."""
    if fresh.all():
        return np.flatnonzero(values)
    wanted = np.unique(np.r_[values[fresh], before])
    roughly = np.zeros(1 << (64 - int(BITS)), dtype=bool)
    roughly[wanted >> BITS] = True
    rows = np.flatnonzero(roughly[values >> BITS] & (values != 0))
    return np.asarray(rows[np.isin(values[rows], wanted)])


def _blocks(values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A code for each row, -1 outside of blocks of usable size; how many share its value; the values of too
    many."""
    codes, distinct = pd.factorize(values)
    sizes = np.bincount(codes, minlength=1)
    own = sizes[codes]
    large = np.asarray(distinct)[sizes[: len(distinct)] > LARGEST_BLOCK]
    return np.where((own > 1) & (own <= LARGEST_BLOCK), codes, -1), own, large


def _pairs(rows: np.ndarray, codes: np.ndarray, counts: np.ndarray, size: int) -> np.ndarray:
    """The pairs of rows with one code, of which at least one counts, as left × size + right."""
    wanted = np.zeros(int(codes.max(initial=-1)) + 2, dtype=bool)
    wanted[codes[counts]] = True
    wanted[-1] = False
    part = np.flatnonzero(wanted[codes])
    pairs = pairs_within([codes[part]], len(part))
    told, place = counts[part], rows[part].astype(np.int64)
    kept = told[pairs.left] | told[pairs.right]
    return np.asarray(place[pairs.left[kept]] * size + place[pairs.right[kept]])
