"""How much each column moves a boosted score: exact Shapley values of trees with few splits.

Lundberg, Erion & Lee (2018), Consistent Individualized Feature Attribution for Tree Ensembles (the path-
dependent game): columns outside a coalition send a row down both ways in the proportion of the training
rows. What a row does at the few splits of one tree decides its values, so each tree needs one small table
of answers, and rows look theirs up.
"""

from dataclasses import dataclass
from functools import reduce
from math import factorial
from typing import Any

import numpy as np

from models.btyd.newton import Vector

MOST_SPLITS = 9


@dataclass(frozen=True)
class _Tree:
    """One tree: its splits in order, and for each leaf its value and path of (split, goes left, share)."""

    nodes: Any
    splits: Vector
    columns: Vector
    leaves: list[tuple[float, list[tuple[int, bool, float]]]]


def tree_effects(boosting: Any, matrix: Vector) -> tuple[Vector, float]:
    """Shapley values, a row for each row of `matrix` and a column for each of its, and the common start.

    `boosting` is a fitted binary HistGradientBoostingClassifier without native categories; start and values
    sum to its decision function.
    """
    effects, start = np.zeros(matrix.shape), float(np.ravel(boosting._baseline_prediction)[0])
    is_missing = np.isnan(matrix)
    for (predictor,) in boosting._predictors:
        tree = _read(predictor.nodes)
        if len(tree.splits) > MOST_SPLITS:
            raise ValueError(f"trees of more than {MOST_SPLITS} splits cannot be explained exactly")
        table, expected = _table(tree)
        start += expected
        pattern = _pattern(tree, matrix, is_missing)
        for place, column in enumerate(tree.columns):
            effects[:, column] += table[pattern, place]
    return effects, start


def _read(nodes: Any) -> _Tree:
    splits = np.flatnonzero(nodes["is_leaf"] == 0)
    order = {int(node): place for place, node in enumerate(splits)}
    leaves: list[tuple[float, list[tuple[int, bool, float]]]] = []
    waiting: list[tuple[int, list[tuple[int, bool, float]]]] = [(0, [])]
    while waiting:
        node, path = waiting.pop()
        if nodes["is_leaf"][node]:
            leaves.append((float(nodes["value"][node]), path))
            continue
        for child, is_left in ((int(nodes["left"][node]), True), (int(nodes["right"][node]), False)):
            share = float(nodes["count"][child]) / float(nodes["count"][node])
            waiting.append((child, [*path, (order[node], is_left, share)]))
    return _Tree(nodes, splits, np.unique(nodes["feature_idx"][splits]), leaves)


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
    member = {int(column): place for place, column in enumerate(tree.columns)}
    column_of = [member[int(tree.nodes["feature_idx"][node])] for node in tree.splits]

    def edge(step: tuple[int, bool, float]) -> Vector:
        split, is_left, share = step
        goes = (patterns >> split & 1) == int(is_left)
        return np.where(coalitions >> column_of[split] & 1, goes, share)

    shape = np.zeros((patterns.shape[0], coalitions.shape[1]))
    return sum(
        (value * reduce(np.multiply, map(edge, path), shape + 1) for value, path in tree.leaves), shape
    )
