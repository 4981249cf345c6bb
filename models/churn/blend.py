"""The blend of the two members: how strict, how long and how much of each, told by cross-validation."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from models.btyd.newton import Vector
from models.churn.columns import Column
from models.churn.encoding import MixedEncoder
from models.churn.members import SmallTrees, SplineDesign, SplineLogistic
from models.metrics import METRICS

PENALTIES = (0.01, 0.03, 0.1, 0.3, 1.0)
WEIGHTS = np.round(np.arange(11) / 10, 1)
STAGES = np.array([1, 2, 3, 4, 6, 8, 10, 12])
MANY_ROWS = 20_000
FOLDS, FOLDS_OF_MANY = 5, 3
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


FEW_GROW = (Growth(0.03, 5, 25), Growth(0.05, 16, 20))
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
    """What each member at each setting says of rows that it has not learnt from."""

    additive: Vector
    trees: Vector | None
    growth: Growth | None

    def best(self, y: Vector) -> tuple[int, int, float]:
        """The settings of least log loss, and then the share of trees of least log loss."""
        penalty = int(np.argmin(_losses(self.additive, y)))
        if self.trees is None:
            return penalty, 0, 0.0
        stage = int(np.argmin(_losses(self.trees, y)))
        both = self.trees[:, [stage]] * WEIGHTS + self.additive[:, [penalty]] * (1 - WEIGHTS)
        return penalty, stage, float(WEIGHTS[int(np.argmin(_losses(both, y)))])


def fit_blend(
    frame: pd.DataFrame, y: Vector, columns: tuple[Column, ...], with_trees: bool, random_state: int
) -> Blend:
    """Choose by cross-validation, calibrate on the rows left out (Platt 1999), and fit again on all rows."""
    encoder = MixedEncoder(columns, random_state)
    unseen = _unseen(frame, y, encoder, with_trees)
    penalty, stage, share = unseen.best(y)
    odds = (1 - share) * unseen.additive[:, penalty]
    if unseen.trees is not None:
        odds = odds + share * unseen.trees[:, stage]
    scale = LogisticRegression(C=10.0).fit(odds[:, None], y)
    slope, intercept = float(scale.coef_[0, 0]), float(scale.intercept_[0])
    validation = _validation(y, expit(slope * odds + intercept))
    matrix = encoder.fit_transform(frame, y)
    design = SplineDesign().fit(matrix, _continuous(encoder))
    additive = SplineLogistic(PENALTIES[penalty]).fit(design.transform(matrix), y)
    trees = None
    if unseen.growth is not None and share:
        trees = unseen.growth.trees(stage, random_state).fit(matrix, y)
    return Blend(encoder, design, additive, trees, share, slope, intercept, validation)


def _unseen(frame: pd.DataFrame, y: Vector, encoder: MixedEncoder, with_trees: bool) -> _Unseen:
    additive = np.empty((len(y), len(PENALTIES)))
    trees = np.empty((len(y), len(STAGES))) if with_trees else None
    growth: Growth | None = None
    for learn, rest in _folds(y, encoder.random_state):
        matrix, later = (
            encoder.fit_transform(frame.iloc[learn], y[learn]),
            encoder.transform(frame.iloc[rest]),
        )
        design = SplineDesign().fit(matrix, _continuous(encoder))
        seen, asked = design.transform(matrix), design.transform(later)
        for place, penalty in enumerate(PENALTIES):
            additive[rest, place] = SplineLogistic(penalty).fit(seen, y[learn]).log_odds(asked)
        if trees is not None:
            asked_of = (growth,) if growth else MANY_GROW if len(y) > MANY_ROWS else FEW_GROW
            growth, trees[rest] = _grown(asked_of, matrix, y[learn], later, y[rest], encoder.random_state)
    return _Unseen(additive, trees, growth)


def _grown(
    ways: tuple[Growth, ...], matrix: Vector, y: Vector, later: Vector, outcome: Vector, random_state: int
) -> tuple[Growth, Vector]:
    """The way to grow that says most of rows left out, and what it says at each stage."""
    staged = [
        way.trees(-1, random_state).fit(matrix, y).staged(later, list(STAGES * way.step)) for way in ways
    ]
    best = int(np.argmin([_losses(one, outcome).min() for one in staged]))
    return ways[best], staged[best]


def _folds(y: Vector, random_state: int) -> Iterator[tuple[Vector, Vector]]:
    folds = FOLDS if len(y) <= MANY_ROWS else FOLDS_OF_MANY
    found = StratifiedKFold(folds, shuffle=True, random_state=random_state)
    yield from found.split(np.zeros(len(y)), y)


def _continuous(encoder: MixedEncoder) -> Vector:
    return np.array([place.is_continuous for place in encoder.places_])


def _losses(odds: Vector, y: Vector) -> Vector:
    """The log loss of each column of log odds."""
    losses: Vector = np.logaddexp(0, np.where(y[:, None] > 0, -odds, odds)).mean(axis=0)
    return losses


def _validation(y: Vector, probability: Vector) -> dict[str, float]:
    weight = np.ones((1, len(y)))
    return {name: float(METRICS[name](y, probability, weight)[0]) for name in MEASURES}
