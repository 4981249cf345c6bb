"""A mixed frame as one matrix of floats: numbers as they are, categories as indicators and target rates."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import TargetEncoder

from models.btyd.newton import Vector
from models.churn.columns import NUMERIC, Column

WIDE = 12


@dataclass(frozen=True)
class Place:
    """One column of the matrix: from which column of the frame, and whether it is more than yes or no."""

    source: int
    is_continuous: bool


class MixedEncoder(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """`columns` are those of the frame; learns `places_`, where each column of the matrix came from.

    Categories of more than twelve levels also get their target rate (Micci-Barreca 2001), cross-fitted on
    the rows it is learnt from, so that no row sees its own outcome.
    """

    def __init__(self, columns: tuple[Column, ...], random_state: int = 1) -> None:
        self.columns = columns
        self.random_state = random_state

    def fit(self, X: pd.DataFrame, y: Vector) -> Self:
        """Learn the target rates."""
        self.fit_transform(X, y)
        return self

    def fit_transform(self, X: pd.DataFrame, y: Vector) -> Vector:
        """Learn, and give the matrix with cross-fitted target rates."""
        self.wide_ = [place for place, one in enumerate(self.columns) if len(one.levels) > WIDE]
        folds = StratifiedKFold(5, shuffle=True, random_state=self.random_state)
        self.rates_ = TargetEncoder(target_type="binary", cv=folds)
        rates = self.rates_.fit_transform(self._wide(X), y) if self.wide_ else np.zeros((len(X), 0))
        matrix, self.places_ = self._matrix(X, rates)
        return matrix

    def transform(self, X: pd.DataFrame) -> Vector:
        """The matrix of other rows; a level never seen is `(other)`."""
        rates = self.rates_.transform(self._wide(X)) if self.wide_ else np.zeros((len(X), 0))
        return self._matrix(X, rates)[0]

    def _wide(self, X: pd.DataFrame) -> Vector:
        return np.stack([self.columns[one].labels(X.iloc[:, one]) for one in self.wide_], 1)

    def _matrix(self, X: pd.DataFrame, rates: Vector) -> tuple[Vector, list[Place]]:
        parts, places = [rates], [Place(source, True) for source in self.wide_]
        for source, column in enumerate(self.columns):
            if column.is_used:
                part = _encoded(column, X.iloc[:, source])
                parts.append(part)
                places += [Place(source, column.kind in NUMERIC)] * part.shape[1]
        return np.concatenate(parts, axis=1, dtype=float), places


def _encoded(column: Column, values: "pd.Series[Any]") -> Vector:
    if column.kind in NUMERIC:
        return column.numbers(values)[:, None]
    first = 1 if len(column.levels) == 2 else 0
    told = np.arange(first, len(column.levels))
    indicators: Vector = (column.codes(values)[:, None] == told).astype(float)
    return indicators
