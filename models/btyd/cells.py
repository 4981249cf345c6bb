"""Customers who bought alike, counted once: the sufficient statistics of the fits."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.btyd.histories import HISTORY, numbers, refuse_impossible, weights
from models.btyd.newton import FitError, Vector

Codes = NDArray[np.int64]
DENSEST = 2**25


@dataclass(frozen=True)
class Cells:
    """The distinct combinations of some columns: a code per column into its levels, and a weight."""

    levels: tuple[Vector, ...]
    codes: tuple[Codes, ...]
    weight: Vector

    def values(self, column: int) -> Vector:
        """The column's value in each cell."""
        return self.levels[column][self.codes[column]]

    def __len__(self) -> int:
        return len(self.weight)

    def where(self, chosen: NDArray[np.bool_] | slice) -> "Cells":
        """Some of the cells."""
        return replace(self, codes=tuple(code[chosen] for code in self.codes), weight=self.weight[chosen])


def compress(columns: Sequence[NDArray[np.generic]], weight: Vector | None = None) -> Cells:
    """The cells of the columns, in ascending order of the first column, then the second, and so on."""
    levels, codes = zip(*(_coded(np.asarray(column)) for column in columns), strict=True)
    shape = tuple(len(level) for level in levels)
    keys, counts = _counted(_packed(codes, shape), weight)
    return Cells(levels, tuple(np.asarray(part) for part in np.unravel_index(keys, shape)), counts)


def unique_rows(columns: Sequence[NDArray[np.generic]]) -> tuple[tuple[Vector, ...], Codes]:
    """The distinct rows of some columns, and for each row the place of its own."""
    levels, codes = zip(*(_coded(np.asarray(column)) for column in columns), strict=True)
    shape = tuple(len(level) for level in levels)
    keys, places = _places(_packed(codes, shape), math.prod(shape))
    at = np.unravel_index(keys, shape)
    return tuple(level[code] for level, code in zip(levels, at, strict=True)), places


def unique_pairs(first: NDArray[np.generic], second: NDArray[np.generic]) -> tuple[Vector, Vector, Codes]:
    """The distinct pairs of two columns, and for each row the place of its pair."""
    (left, right), places = unique_rows((first, second))
    return left, right, places


def purchase_cells(frame: pd.DataFrame) -> Cells:
    """The cells of (frequency, T, recency). Raises FitError where the histories are impossible."""
    frequency, recency, age = (numbers(frame, name) for name in HISTORY)
    if not len(frame):
        raise FitError("there are no customers to fit")
    cells = compress((frequency, age, recency), weights(frame))
    refuse_impossible(cells.values(0), cells.values(2), cells.values(1))
    return cells


def _coded(column: NDArray[np.generic]) -> tuple[Vector, Codes]:
    """Levels in order, and each row's place among them; short ranges of whole numbers are their own."""
    whole = _as_whole(column) if len(column) else None
    if whole is not None:
        low, high = int(whole.min()), int(whole.max())
        if high - low <= 2**16:
            return np.arange(low, high + 1, dtype=float), whole - low if low else whole
    codes, levels = pd.factorize(column, sort=True, use_na_sentinel=False)
    return np.asarray(levels, dtype=float), codes.astype(np.int64)


def _as_whole(column: NDArray[np.generic]) -> Codes | None:
    if column.dtype.kind in "iu":
        return column.astype(np.int64)
    with np.errstate(invalid="ignore"):
        whole = column.astype(np.int64)
    return whole if np.array_equal(whole, column) else None


def _packed(codes: Sequence[Codes], shape: Sequence[int]) -> Codes:
    packed = codes[0]
    for code, size in zip(codes[1:], shape[1:], strict=True):
        packed = packed * size + code
    return packed


def _counted(keys: Codes, weight: Vector | None) -> tuple[Codes, Vector]:
    """Distinct keys in order and their weights: the low keys by counting, the few beyond by sorting."""
    is_low = keys < min(DENSEST, 4 * len(keys))
    if is_low.all():
        return _tallied(keys, weight)
    low = _tallied(keys[is_low], None if weight is None else weight[is_low])
    high = _sorted(keys[~is_low], None if weight is None else weight[~is_low])
    return np.concatenate([low[0], high[0]]), np.concatenate([low[1], high[1]])


def _tallied(keys: Codes, weight: Vector | None) -> tuple[Codes, Vector]:
    counts = np.bincount(keys, weight)
    present = np.flatnonzero(counts)
    return present, counts[present].astype(float)


def _sorted(keys: Codes, weight: Vector | None) -> tuple[Codes, Vector]:
    if weight is None:
        distinct, counts = np.unique(keys, return_counts=True)
        return distinct, counts.astype(float)
    distinct, places = np.unique(keys, return_inverse=True)
    return distinct, np.bincount(places, weight)


def _places(keys: Codes, size: int) -> tuple[Codes, Codes]:
    """Distinct keys in order, and each row's place among them."""
    if size > min(DENSEST, 4 * len(keys)):
        distinct, places = np.unique(keys, return_inverse=True)
        return distinct, places
    is_present = np.zeros(size, bool)
    is_present[keys] = True
    return np.flatnonzero(is_present), (np.cumsum(is_present) - 1)[keys]
