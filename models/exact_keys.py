"""Which records exact keys put together: a system's own number, and contact points or a national number that
compatible names share. All is told in numbers, so that texts are needed of disputed keys alone.

A key that fills required fields, or that many names share, is no evidence; a key that a household shares is
evidence only together with a compatible name.
"""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from models.matching.blocking import Pairs, pairs_within
from models.matching.levels import distance
from models.names import is_one_given

SHARED_BY = 6
"""A contact point under more names than this is a switchboard or a placeholder, and links nobody."""
LONG_ENOUGH = 9
"""A Latin name of fewer letters is forgiven no slip."""
MANY = 40
"""Under so many spellings a key links nobody, whatever the spellings."""
Texts = Callable[[np.ndarray], pd.DataFrame]
"""The forms of the records at these positions."""


def coded(marks: np.ndarray) -> np.ndarray:
    """A code for each mark by first appearance, -1 for none."""
    codes, distinct = pd.factorize(marks)
    lookup = np.arange(len(distinct), dtype=np.int64)
    lookup[distinct == 0] = -1
    return np.asarray(lookup[codes])


def linked(references: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """A code per reference, -1 where there is none; those that links connect, directly or not, share it."""
    every = coded(np.concatenate([references, one, other]))
    own, rest = every[: len(references)], every[len(references) :].reshape(2, -1)
    shared = _connected(rest[0], rest[1], int(every.max(initial=-1)) + 1)
    return np.asarray(np.append(shared, -1)[own])


def guarded(keys: np.ndarray, letters: np.ndarray, texts: Texts) -> np.ndarray:
    """A code for each record's key, split where incompatible names share it; -1 where it links nobody.

    keys, letters: marks, 0 where there is none. texts gives `letters`, `spelt` and `given` by position.
    """
    key, name = coded(keys), coded(letters)
    held = pd.DataFrame({"key": key, "name": name, "row": np.arange(len(key))})
    held = held[(key >= 0) & (name >= 0)].drop_duplicates(["key", "name"])
    spellings = np.bincount(held["key"], minlength=int(key.max(initial=-1)) + 1)
    held = held[spellings[held["key"]] > 1].reset_index(drop=True)
    held["part"] = _parts(held["key"].to_numpy(), spellings, texts(held["row"].to_numpy()))
    return _codes(key, name, spellings, held)


def _codes(key: np.ndarray, name: np.ndarray, spellings: np.ndarray, held: pd.DataFrame) -> np.ndarray:
    """Key and part as one code; whose record has no name has a part only where there is but one."""
    single = held.groupby("key")["part"].max()
    nameless = np.where(spellings > 1, -1, 0)
    nameless[single.index[single == 0]] = 0
    is_disputed = (key >= 0) & (np.append(spellings, 0)[key] > 1)
    part = np.where(key >= 0, np.append(nameless, -1)[key], -1)
    rows = np.flatnonzero(is_disputed & (name >= 0))
    width = int(name.max(initial=0)) + 1
    known = held["key"].to_numpy() * width + held["name"].to_numpy()
    order = np.argsort(known)
    place = np.searchsorted(known[order], key[rows] * width + name[rows])
    part[rows] = held["part"].to_numpy()[order][place]
    return coded(np.where(part >= 0, key * (SHARED_BY + 1) + part + 1, 0))


def _parts(key: np.ndarray, spellings: np.ndarray, names: pd.DataFrame) -> np.ndarray:
    """Which part of its key each spelling may keep, -1 where the key links nobody."""
    text, spelt, given = (
        names[form].fillna("").to_numpy(dtype=object) for form in ("letters", "spelt", "given")
    )
    order = np.lexsort((text.astype(str), key))
    block, few = key[order], spellings[key[order]] <= MANY
    part = np.where(few, 0, -1)
    pairs = pairs_within([np.where(few, block, -1)], len(order))
    alike = compatible(spelt[order], given[order], pairs)
    _classes(part, block, pairs, alike)
    found = np.empty(len(key), dtype=np.int64)
    found[order] = part
    return found


def compatible(spelt: np.ndarray, given: np.ndarray, pairs: Pairs) -> np.ndarray:
    """Whether two Latin names of other letters are a slip of each other, not two given names; "" is none.

    No slip is forgiven in Chinese names: characters that are read alike (王伟, 王炜) are the usual one, and
    have the same letters.
    """
    lengths = np.fromiter(map(len, spelt), dtype=np.int64, count=len(spelt))
    found = np.minimum(lengths[pairs.left], lengths[pairs.right]) >= LONG_ENOUGH
    found &= np.abs(lengths[pairs.left] - lengths[pairs.right]) <= 1
    rows = np.flatnonzero(found)
    found[rows] = distance(spelt[pairs.left[rows]], spelt[pairs.right[rows]]) <= 1
    rows = np.flatnonzero(found)
    both = zip(given[pairs.left[rows]], given[pairs.right[rows]], strict=True)
    found[rows] = [is_one_given(one, other) for one, other in both]
    return np.asarray(found)


def _classes(part: np.ndarray, block: np.ndarray, pairs: Pairs, alike: np.ndarray) -> None:
    """Number the classes of compatible spellings in each key, in place: each joins the first that it fits."""
    edges = [*np.flatnonzero(np.r_[True, block[1:] != block[:-1]]).tolist(), len(block)] if len(block) else []
    fits = set(zip(pairs.left[alike].tolist(), pairs.right[alike].tolist(), strict=True))
    for start, stop in pairwise(edges):
        if part[start] < 0:
            continue
        homes: list[int] = []
        for row in range(start, stop):
            home = next((at for at, first in enumerate(homes) if (first, row) in fits), len(homes))
            homes += [row] * (home == len(homes))
            part[row] = home
        if len(homes) > SHARED_BY:
            part[start:stop] = -1


def components(codes: list[np.ndarray], records: int) -> np.ndarray:
    """A number for each record by first appearance: who holds the same code of the same kind is together."""
    offset, rows, columns = records, [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for code in codes:
        held = np.flatnonzero(code >= 0)
        rows.append(held)
        columns.append(code[held] + offset)
        offset += int(code.max(initial=-1)) + 1
    labels = _connected(np.concatenate(rows), np.concatenate(columns), offset)[:records]
    return np.asarray(pd.factorize(labels)[0])


def _connected(one: np.ndarray, other: np.ndarray, size: int) -> np.ndarray:
    graph = coo_array((np.ones(len(one), dtype=np.int8), (one, other)), shape=(size, size))
    return np.asarray(connected_components(graph, directed=False)[1])
