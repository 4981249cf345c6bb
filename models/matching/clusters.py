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
    split, home = (
        labels.astype(np.int64).copy(),
        labels[rows.left] if len(rows) else np.empty(0, dtype=np.int64),
    )
    table = pd.DataFrame({"home": home, "left": rows.left, "right": rows.right, "value": inside})
    doubtful = table.loc[table["value"] <= threshold, "home"].unique()
    new = int(labels.max(initial=0)) + 1
    for _, group in table[table["home"].isin(doubtful)].groupby("home", sort=True):
        members = np.unique(np.r_[group["left"], group["right"]])
        parts = grown(_matrix(members, group, threshold))
        split[members] = np.where(parts > 0, parts + new, split[members])
        new += len(members)
    return split


def _matrix(members: np.ndarray, group: pd.DataFrame, threshold: float) -> np.ndarray:
    matrix = np.zeros((len(members), len(members)))
    left, right = np.searchsorted(members, group["left"]), np.searchsorted(members, group["right"])
    value = group["value"].to_numpy()
    bounded = np.where(value <= NEVER / 2, NEVER, np.clip(value - threshold, -BOUND, BOUND))
    matrix[left, right] = matrix[right, left] = bounded
    return matrix


def grown(matrix: np.ndarray) -> np.ndarray:
    """Groups of the members of a symmetric matrix of evidence, by average linkage until no mean is above
    zero.

    >>> grown(np.array([[0, 5, 2], [5, 0, -4], [2, -4, 0]])).tolist()
    [0, 0, 1]
    """
    total = [row.tolist() for row in matrix]
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
    return np.asarray(pd.factorize(home)[0])


def _join(total: list[list[float]], members: dict[int, list[int]], one: int, other: int) -> None:
    """Put the second group into the first; evidence against a third adds up."""
    members[one] += members.pop(other)
    for third in members:
        total[one][third] += total[other][third]
        total[third][one] = total[one][third]
