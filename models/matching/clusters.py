"""From scored pairs to clusters that hold together: correlation clustering with constraints.

Components of likely pairs are only a proposal, in which chains run through households and namesakes. Inside
each, every pair is scored, and groups grow from the surest pair on for as long as the mean evidence between
two groups speaks for them (Bansal, Blum and Chawla 2004, by average linkage). A pair that must not be
together never is.
"""

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from models.matching.blocking import Pairs

BOUND = 12.0
"""Log odds count up to this for and against, so that one pair does not outvote the others."""
LARGEST_MATRIX = 60
NEVER = -1e6

Score = Callable[[Pairs], np.ndarray]


def cluster(
    pairs: Pairs, log_odds: np.ndarray, records: int, score: Score, threshold: float = 0.0
) -> np.ndarray:
    """A cluster number for every record, by first appearance.

    score: gives the log odds of any pairs, so that the inside of a component is known whole.
    """
    labels = _components(pairs, log_odds, records, threshold)
    rows = _inside(labels)
    inside = score(rows) if len(rows) else np.empty(0)
    parts = _split(labels, rows, inside, threshold)
    return np.asarray(pd.factorize(parts)[0])


def _components(pairs: Pairs, log_odds: np.ndarray, records: int, threshold: float) -> np.ndarray:
    """Components of pairs above the threshold; of one that is too large to be looked at whole, its surest
    pairs."""
    labels = connected(pairs.take(log_odds > threshold), records)
    limit = threshold
    while (sizes := np.bincount(labels)).max(initial=0) > LARGEST_MATRIX and limit < BOUND:
        limit += 1.0
        large = sizes[labels] > LARGEST_MATRIX
        kept = np.where(large[pairs.left] & large[pairs.right], log_odds > limit, log_odds > threshold)
        kept &= labels[pairs.left] == labels[pairs.right]
        labels = connected(pairs.take(kept), records)
    return labels


def connected(pairs: Pairs, records: int) -> np.ndarray:
    """The component of every record."""
    graph = coo_array(
        (np.ones(len(pairs), dtype=np.int8), (pairs.left, pairs.right)), shape=(records, records)
    )
    return np.asarray(connected_components(graph, directed=False)[1])


def _inside(labels: np.ndarray) -> Pairs:
    """All pairs within components of three to LARGEST_MATRIX records."""
    sizes = np.bincount(labels)
    wanted = np.flatnonzero((sizes[labels] > 2) & (sizes[labels] <= LARGEST_MATRIX))
    rows = wanted[np.argsort(labels[wanted], kind="stable")]
    left, right, ahead = [], [], 1
    start = np.arange(len(rows))
    while len(start := start[start + ahead < len(rows)]) and len(
        start := start[labels[rows[start]] == labels[rows[start + ahead]]]
    ):
        left.append(rows[start])
        right.append(rows[start + ahead])
        ahead += 1
    none = np.empty(0, dtype=np.int64)
    return Pairs(np.concatenate([none, *left]), np.concatenate([none, *right]))


def _split(labels: np.ndarray, rows: Pairs, inside: np.ndarray, threshold: float) -> np.ndarray:
    """Labels with the components that do not agree within themselves split."""
    if not len(rows):
        return labels
    home, split = labels[rows.left], labels.astype(np.int64)
    disagrees = np.zeros(int(labels.max()) + 1, dtype=bool)
    disagrees[home[inside <= threshold]] = True
    doubtful = np.flatnonzero(disagrees[home])
    doubtful = doubtful[np.argsort(home[doubtful], kind="stable")]
    evidence = np.where(inside <= NEVER / 2, NEVER, np.clip(inside - threshold, -BOUND, BOUND))
    new = len(disagrees)
    for part in np.split(doubtful, np.flatnonzero(np.diff(home[doubtful])) + 1) if len(doubtful) else []:
        members, matrix = _matrix(
            rows.left[part].tolist(), rows.right[part].tolist(), evidence[part].tolist()
        )
        split[members] = grown(matrix) + new
        new += len(members)
    return split


def _matrix(left: list[int], right: list[int], evidence: list[float]) -> tuple[list[int], list[list[float]]]:
    """The members of a component, and the evidence between every two of them."""
    members = sorted({*left, *right})
    place = {member: index for index, member in enumerate(members)}
    matrix = [[0.0] * len(members) for _ in members]
    for one, other, value in zip(left, right, evidence, strict=True):
        matrix[place[one]][place[other]] = matrix[place[other]][place[one]] = value
    return members, matrix


def grown(matrix: list[list[float]]) -> np.ndarray:
    """Groups of the members of a symmetric matrix of evidence: average linkage while a mean is above zero.

    >>> grown([[0, 5, 2], [5, 0, -4], [2, -4, 0]]).tolist()
    [0, 0, 2]
    """
    total = [list(row) for row in matrix]
    members = {index: [index] for index in range(len(total))}
    while len(members) > 1:
        mean, one, other = max(
            (total[a][b] / (len(members[a]) * len(members[b])), -a, -b) for a, b in combinations(members, 2)
        )
        if mean <= 0:
            break
        _join(total, members, -one, -other)
    home = np.zeros(len(total), dtype=np.int64)
    for first, group in members.items():
        home[group] = first
    return home


def _join(total: list[list[float]], members: dict[int, list[int]], one: int, other: int) -> None:
    """Put the second group into the first; evidence against a third adds up."""
    members[one] += members.pop(other)
    for third in members:
        total[one][third] += total[other][third]
        total[third][one] = total[one][third]
