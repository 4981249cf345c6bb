"""The blend of the two members: how strict, how long and how much of each, told by cross-validation."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
import pandas as pd
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from models.btyd.newton import Vector
from models.churn.columns import Column
from models.churn.encoding import MixedEncoder
from models.churn.members import SmallTrees, SplineDesign, SplineLogistic, spline_path
from models.metrics import METRICS

PENALTIES = (0.01, 0.03, 0.1, 0.3, 1.0)
WEIGHTS = np.round(np.arange(11) / 10, 1)
STAGES = np.array([1, 2, 3, 4, 6, 8, 10, 12])
MANY_ROWS = 20_000
FEW_ROWS = 3_000
FOLDS_OF_FEW, FOLDS = 5, 3
"""Of many rows one fold tells as much as all: thousands are left out."""
FURTHER = 2
"""How many stages beyond the best of the first fold the other folds grow."""
MEASURES = ("auc", "log_loss", "brier", "ece")


@dataclass(frozen=True)
class Growth:
    """How trees grow; the steps of `STAGES` are of so many trees that the slow ones grow for longer."""

    learning_rate: float
    leaves: int
    step: int

    def trees(self, stage: int, random_state: int) -> SmallTrees:
        """Trees that grow up to a stage."""
        return SmallTrees(
            int(STAGES[stage]) * self.step, self.learning_rate, self.leaves, random_state=random_state
        )


FEW_GROW = (Growth(0.05, 5, 15), Growth(0.08, 16, 12))
MANY_GROW = (Growth(0.1, 16, 25),)


@dataclass(frozen=True)
class Blend:
    """Encoder and members fitted on all rows; log odds = slope × (share of trees, rest additive) + intercept.

    `validation` holds the scores of rows that were left out, and `trees` is missing where rows are few.
    """

    encoder: MixedEncoder
    design: SplineDesign
    additive: SplineLogistic
    trees: SmallTrees | None
    share: float
    slope: float
    intercept: float
    validation: dict[str, float] = field(default_factory=dict)

    def log_odds(self, frame: pd.DataFrame) -> Vector:
        """The calibrated log odds of each row."""
        matrix = self.encoder.transform(frame)
        odds = (1 - self.share) * self.additive.log_odds(self.design.transform(matrix))
        if self.trees is not None:
            odds = odds + self.share * self.trees.log_odds(matrix)
        calibrated: Vector = self.slope * odds + self.intercept
        return calibrated

    def effects(self, frame: pd.DataFrame) -> tuple[Vector, float]:
        """How far each column of the frame moves each row from the common start, in log odds."""
        matrix = self.encoder.transform(frame)
        moved = _gathered(
            self.design.transform(matrix) * self.additive.coefficients_, self.design.sources_, matrix.shape[1]
        )
        effects, start = (1 - self.share) * moved, (1 - self.share) * self.additive.intercept_
        if self.trees is not None:
            shapley, expected = self.trees.effects(matrix)
            effects, start = effects + self.share * shapley, start + self.share * expected
        sources = np.array([place.source for place in self.encoder.places_])
        by_column = _gathered(self.slope * effects, sources, frame.shape[1])
        return by_column, self.slope * start + self.intercept


def _gathered(values: Vector, places: Vector, count: int) -> Vector:
    """Columns of `values` added up by place."""
    gathered = np.zeros((len(values), count))
    np.add.at(gathered.T, places, values.T)
    return gathered


@dataclass(frozen=True)
class _Unseen:
    """What each member at each setting says of `rows` that it has not learnt from, by their places."""

    rows: Vector
    additive: Vector
    trees: Vector | None
    growth: Growth | None

    def best(self, y: Vector, weight: Vector) -> tuple[int, int, float]:
        """The settings of least log loss, and then the share of trees of least log loss."""
        penalty = int(np.argmin(_losses(self.additive, y, weight)))
        if self.trees is None:
            return penalty, 0, 0.0
        stage = int(np.argmin(_losses(self.trees, y, weight)))
        both = self.trees[:, [stage]] * WEIGHTS + self.additive[:, [penalty]] * (1 - WEIGHTS)
        return penalty, stage, float(WEIGHTS[int(np.argmin(_losses(both, y, weight)))])


def fit_blend(
    frame: pd.DataFrame,
    y: Vector,
    weight: Vector,
    columns: tuple[Column, ...],
    with_trees: bool,
    random_state: int,
) -> Blend:
    """Choose by cross-validation, calibrate on the rows left out (Platt 1999), and fit again on all rows."""
    encoder = MixedEncoder(columns, random_state)
    unseen = _unseen(frame, y, weight, encoder, with_trees)
    known, counted = y[unseen.rows], weight[unseen.rows]
    penalty, stage, share = unseen.best(known, counted)
    odds = (1 - share) * unseen.additive[:, penalty]
    if unseen.trees is not None:
        odds = odds + share * unseen.trees[:, stage]
    scale = LogisticRegression(C=10.0).fit(odds[:, None], known, sample_weight=counted)
    slope, intercept = float(scale.coef_[0, 0]), float(scale.intercept_[0])
    validation = _validation(known, expit(slope * odds + intercept), counted)
    matrix = encoder.fit_transform(frame, y)
    design = SplineDesign().fit(matrix, _continuous(encoder))
    additive = SplineLogistic(PENALTIES[penalty]).fit(design.transform(matrix), y, weight)
    trees = None
    if unseen.growth is not None and share:
        trees = unseen.growth.trees(stage, random_state).fit(matrix, y, weight)
    return Blend(encoder, design, additive, trees, share, slope, intercept, validation)


def _unseen(
    frame: pd.DataFrame, y: Vector, weight: Vector, encoder: MixedEncoder, with_trees: bool
) -> _Unseen:
    additive = np.empty((len(y), len(PENALTIES)))
    trees = np.empty((len(y), len(STAGES))) if with_trees else None
    growth, stages, told = None, len(STAGES), np.zeros(len(y), bool)
    for learn, rest in _folds(y, encoder.random_state):
        told[rest] = True
        matrix = encoder.fit_transform(frame.iloc[learn], y[learn])
        later = encoder.transform(frame.iloc[rest])
        design = SplineDesign().fit(matrix, _continuous(encoder))
        seen, asked = design.transform(matrix), design.transform(later)
        for place, one in enumerate(spline_path(PENALTIES, seen, y[learn], weight[learn])):
            additive[rest, place] = one.log_odds(asked)
        if trees is not None:
            ways = (growth,) if growth else MANY_GROW if len(y) > MANY_ROWS else FEW_GROW
            rows = _Rows(matrix, y[learn], weight[learn], later, y[rest], weight[rest])
            first = growth is None
            growth, trees[rest, :stages] = _grown(ways, rows, stages, encoder.random_state)
            if first:
                best = int(np.argmin(_losses(trees[rest], y[rest], weight[rest])))
                stages = min(best + 1 + FURTHER, len(STAGES))
    kept = None if trees is None else trees[told, :stages]
    return _Unseen(np.flatnonzero(told), additive[told], kept, growth)


@dataclass(frozen=True)
class _Rows:
    """The rows of a fold: learnt from, and left out."""

    matrix: Vector
    y: Vector
    weight: Vector
    later: Vector
    outcome: Vector
    later_weight: Vector


def _grown(ways: tuple[Growth, ...], rows: _Rows, stages: int, random_state: int) -> tuple[Growth, Vector]:
    """The way to grow that says most of rows left out, and what it says at each stage."""
    staged = [
        way.trees(stages - 1, random_state)
        .fit(rows.matrix, rows.y, rows.weight)
        .staged(rows.later, list(STAGES[:stages] * way.step))
        for way in ways
    ]
    best = int(np.argmin([_losses(one, rows.outcome, rows.later_weight).min() for one in staged]))
    return ways[best], staged[best]


def _folds(y: Vector, random_state: int) -> Iterator[tuple[Vector, Vector]]:
    folds = FOLDS if len(y) > FEW_ROWS else FOLDS_OF_FEW
    found = StratifiedKFold(folds, shuffle=True, random_state=random_state).split(np.zeros(len(y)), y)
    yield from islice(found, 1 if len(y) > MANY_ROWS else None)


def _continuous(encoder: MixedEncoder) -> Vector:
    return np.array([place.is_continuous for place in encoder.places_])


def _losses(odds: Vector, y: Vector, weight: Vector) -> Vector:
    """The log loss of each column of log odds."""
    losses = np.logaddexp(0, np.where(y[:, None] > 0, -odds, odds))
    mean: Vector = weight @ losses / weight.sum()
    return mean


def _validation(y: Vector, probability: Vector, weight: Vector) -> dict[str, float]:
    return {name: float(METRICS[name](y, probability, weight[None, :])[0]) for name in MEASURES}
