"""How much each column moves a boosted score: exact Shapley values of trees with few splits or short paths.

Lundberg, Erion & Lee (2018), Consistent Individualized Feature Attribution for Tree Ensembles (the path-
dependent game): columns outside a coalition send a row down both ways in the proportion of the training
rows. What a row does at the few splits of one tree decides its values, so each tree needs one small table
of answers, and rows look theirs up. A tree of more splits is the sum of its leaves, each a game of its path.
"""

from dataclasses import dataclass
from functools import reduce
from math import factorial
from typing import Any

import numpy as np

from models.btyd.newton import Vector

MOST_SPLITS = 8


@dataclass(frozen=True)
class _Tree:
    """One tree: its splits, and for each leaf its value and path of (split, goes left, share of rows)."""

    nodes: Any
    leaves: list[tuple[float, list[tuple[int, bool, float]]]]

    @property
    def splits(self) -> list[int]:
        """The nodes that the paths pass."""
        return sorted({step[0] for _, path in self.leaves for step in path})

    @property
    def columns(self) -> list[int]:
        """The columns that they ask for."""
        return sorted({int(self.nodes["feature_idx"][node]) for node in self.splits})

    @property
    def parts(self) -> list["_Tree"]:
        """The tree, or each of its leaves alone where it has too many splits for one table."""
        if len(self.splits) <= MOST_SPLITS:
            return [self]
        return [_Tree(self.nodes, [leaf]) for leaf in self.leaves]


def tree_effects(boosting: Any, matrix: Vector) -> tuple[Vector, float]:
    """Shapley values, a row for each row of `matrix` and a column for each of its, and the common start.

    `boosting` is a fitted binary HistGradientBoostingClassifier without native categories; start and values
    sum to its decision function.
    """
    effects, start = np.zeros(matrix.shape), float(np.ravel(boosting._baseline_prediction)[0])
    is_missing = np.isnan(matrix)
    for tree in (part for (predictor,) in boosting._predictors for part in _read(predictor.nodes).parts):
        table, expected = _table(tree)
        start += expected
        pattern = _pattern(tree, matrix, is_missing)
        for place, column in enumerate(tree.columns):
            effects[:, column] += table[pattern, place]
    return effects, start


def _read(nodes: Any) -> _Tree:
    leaves: list[tuple[float, list[tuple[int, bool, float]]]] = []
    waiting: list[tuple[int, list[tuple[int, bool, float]]]] = [(0, [])]
    while waiting:
        node, path = waiting.pop()
        if nodes["is_leaf"][node]:
            leaves.append((float(nodes["value"][node]), path))
            continue
        for child, is_left in ((int(nodes["left"][node]), True), (int(nodes["right"][node]), False)):
            share = float(nodes["count"][child]) / float(nodes["count"][node])
            waiting.append((child, [*path, (node, is_left, share)]))
    return _Tree(nodes, leaves)


def _pattern(tree: _Tree, matrix: Vector, is_missing: Vector) -> Vector:
    """Which splits each row would pass to the left, as bits."""
    pattern = np.zeros(len(matrix), np.int64)
    for place, node in enumerate(tree.splits):
        column = int(tree.nodes["feature_idx"][node])
        goes_left = matrix[:, column] <= tree.nodes["num_threshold"][node]
        if tree.nodes["missing_go_to_left"][node]:
            goes_left |= is_missing[:, column]
        pattern |= goes_left.astype(np.int64) << place
    return pattern


def _table(tree: _Tree) -> tuple[Vector, float]:
    """The Shapley values of each pattern and column of the tree, and the value of the empty coalition."""
    count = len(tree.columns)
    worth = _worth(tree, count)
    weights = [factorial(size) * factorial(count - size - 1) / factorial(count) for size in range(count)]
    table = np.zeros((len(worth), count))
    for place in range(count):
        for without in (one for one in range(2**count) if not one >> place & 1):
            gain = worth[:, without | 1 << place] - worth[:, without]
            table[:, place] += weights[without.bit_count()] * gain
    return table, float(worth[0, 0])


def _worth(tree: _Tree, count: int) -> Vector:
    """The expected value of the tree by pattern (rows) and coalition of columns."""
    patterns, coalitions = np.arange(2 ** len(tree.splits))[:, None], np.arange(2**count)[None, :]
    bit = {node: place for place, node in enumerate(tree.splits)}
    member = {column: place for place, column in enumerate(tree.columns)}

    def edge(step: tuple[int, bool, float]) -> Vector:
        node, is_left, share = step
        goes = (patterns >> bit[node] & 1) == int(is_left)
        return np.where(coalitions >> member[int(tree.nodes["feature_idx"][node])] & 1, goes, share)

    shape = np.zeros((patterns.shape[0], coalitions.shape[1]))
    return sum(
        (value * reduce(np.multiply, map(edge, path), shape + 1) for value, path in tree.leaves), shape
    )
