"""The two members of the blend: a smooth additive model, and small trees for what is not additive."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import SplineTransformer

from models.btyd.newton import Vector
from models.tree_effects import tree_effects

KNOTS = 6
SMOOTH_LEVELS = 8


class SplineLogistic(BaseEstimator):  # type: ignore[misc]
    """Logistic regression on cubic splines at the quantiles, with a ridge of 1/C on standardised columns.

    Learned: `coefficients_` and `intercept_` on the columns of the design, `sources_` of those columns.
    """

    def __init__(self, C: float = 0.1) -> None:
        self.C = C

    def fit(self, design: Vector, y: Vector, weight: Vector | None = None) -> Self:
        """Fit on the columns of a `SplineDesign`."""
        return self._told_by(_logistic(self.C).fit(design, y, sample_weight=weight))

    def _told_by(self, fitted: LogisticRegression) -> Self:
        self.coefficients_, self.intercept_ = fitted.coef_[0].copy(), float(fitted.intercept_[0])
        return self

    def log_odds(self, design: Vector) -> Vector:
        """The log odds of each row."""
        odds: Vector = design @ self.coefficients_ + self.intercept_
        return odds


def spline_path(
    penalties: Sequence[float], design: Vector, y: Vector, weight: Vector | None = None
) -> list[SplineLogistic]:
    """A fit for each penalty, the strictest first, each begun where the one before it ended."""
    fitted = _logistic(penalties[0]).set_params(warm_start=True)
    return [
        SplineLogistic(one)._told_by(fitted.set_params(C=one).fit(design, y, sample_weight=weight))
        for one in penalties
    ]


def _logistic(penalty: float) -> LogisticRegression:
    return LogisticRegression(C=penalty, max_iter=1000, tol=1e-4)


class SplineDesign(BaseEstimator):  # type: ignore[misc]
    """The columns that the additive model sees, each centred, and `sources_`, the matrix column of each.

    A continuous column gives its splines, its value on a scale of inverse hyperbolic sines, and whether it
    is missing; an indicator gives itself.
    """

    def fit(self, matrix: Vector, continuous: Vector) -> Self:
        """Learn medians, knots and means; `continuous` says which columns of `matrix` are."""
        self.fits_ = [
            _Smooth().fit(values) if smooth else None
            for values, smooth in zip(matrix.T, continuous, strict=True)
        ]
        raw, sources = self._raw(matrix)
        self.sources_ = np.array(sources, int)
        self.means_, deviations = raw.mean(axis=0), raw.std(axis=0)
        self.scales_ = np.where(deviations > 1e-9, np.maximum(deviations, 0.05), np.inf)
        return self

    def transform(self, matrix: Vector) -> Vector:
        """The design of other rows."""
        design: Vector = (self._raw(matrix)[0] - self.means_) / self.scales_
        return design

    def _raw(self, matrix: Vector) -> tuple[Vector, list[int]]:
        parts = [
            values[:, None] if fit is None else fit.transform(values)
            for fit, values in zip(self.fits_, matrix.T, strict=True)
        ]
        sources = [place for place, part in enumerate(parts) for _ in range(part.shape[1])]
        return np.concatenate(parts, axis=1), sources


class _Smooth:
    """One continuous column as several."""

    def fit(self, values: Vector) -> Self:
        known = values[np.isfinite(values)]
        self.median = float(np.median(known)) if len(known) else 0.0
        self.scale = float(np.median(np.abs(known - self.median))) or float(np.std(known)) or 1.0
        self.splines = None
        knots = np.unique(np.quantile(known, np.linspace(0, 1, KNOTS))) if len(known) else np.zeros(1)
        if len(np.unique(known)) >= SMOOTH_LEVELS and len(knots) > 2:
            self.splines = SplineTransformer(knots=knots[:, None], degree=3, extrapolation="constant")
            self.splines.fit(known[:, None])
        return self

    def transform(self, values: Vector) -> Vector:
        is_missing = ~np.isfinite(values)
        filled = np.where(is_missing, self.median, values)[:, None]
        parts = [np.arcsinh((filled - self.median) / self.scale), is_missing[:, None].astype(float)]
        return np.concatenate(
            parts if self.splines is None else [*parts, self.splines.transform(filled)], axis=1
        )


class SmallTrees(BaseEstimator):  # type: ignore[misc]
    """Histogram gradient boosting of trees with few leaves, each seeing a random half of the columns.

    Learned: `boosting_`. `effects` splits the log odds of each row exactly among the columns.
    """

    def __init__(
        self,
        max_iter: int = 300,
        learning_rate: float = 0.03,
        leaves: int = 5,
        depth: int = 7,
        random_state: int = 1,
    ) -> None:
        self.max_iter = max_iter
        self.learning_rate = learning_rate
        self.leaves = leaves
        self.depth = depth
        self.random_state = random_state

    def fit(self, matrix: Vector, y: Vector, weight: Vector | None = None) -> Self:
        """Boost on the matrix; missing values are values."""
        self.boosting_ = HistGradientBoostingClassifier(
            max_iter=self.max_iter,
            learning_rate=self.learning_rate,
            max_leaf_nodes=self.leaves,
            max_depth=self.depth,
            min_samples_leaf=int(np.clip(len(matrix) // 150, 10, 40)),
            l2_regularization=5.0,
            max_features=0.5,
            early_stopping=False,
            random_state=self.random_state,
        ).fit(matrix, y, sample_weight=_unequal(weight))
        return self

    def staged(self, matrix: Vector, stages: list[int]) -> Vector:
        """The log odds after each number of trees in `stages`, a column each."""
        found = [
            odds.ravel()
            for step, odds in enumerate(self.boosting_.staged_decision_function(matrix), 1)
            if step in stages
        ]
        return np.stack(found, axis=1)

    def log_odds(self, matrix: Vector) -> Vector:
        """The log odds of each row."""
        odds: Vector = self.boosting_.decision_function(matrix)
        return odds

    def effects(self, matrix: Vector) -> tuple[Vector, float]:
        """Shapley values of each row and column, and the log odds that they start from."""
        return tree_effects(self.boosting_, matrix)


def _unequal(weight: Vector | None) -> Vector | None:
    """The weights, none where all rows count alike: weighted quantiles sort every column."""
    return None if weight is None or (weight == weight[0]).all() else weight
