"""Gradient boosting whose probabilities mean what they say."""

from contextlib import nullcontext
from typing import Self

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from models.btyd.newton import Vector
from models.threads import one_thread
from models.tree_effects import tree_effects

LEAST_ROWS = 100
MANY_ROWS = 50_000
LEAST_OF_A_KIND = 10


class CalibratedBoosting(BaseEstimator):  # type: ignore[misc]
    """Histogram gradient boosting, recalibrated on later rows together with a second view of them.

    Calibration is a logistic regression on the log odds of boosting and of the view (Platt 1999; Wolpert's
    stacking, 1992); after it the boosting learns once more from all rows, the latest included. Learned:
    `boosting_`, `slopes_` of both, `intercept_`, and `is_used_`, the columns that vary. Missing values are
    values: trees branch on them.
    """

    def __init__(
        self,
        max_iter: int = 60,
        learning_rate: float = 0.09,
        max_leaf_nodes: int = 8,
        l2_regularization: float = 1.0,
        random_state: int = 1,
    ) -> None:
        self.max_iter = max_iter
        self.learning_rate = learning_rate
        self.max_leaf_nodes = max_leaf_nodes
        self.l2_regularization = l2_regularization
        self.random_state = random_state

    @property
    def fault(self) -> tuple[str, str] | None:
        """What keeps the recipe from being used, in English and Chinese; None where nothing does."""
        try:
            self._boosting(1)._validate_params()
        except ValueError as error:
            said = " ".join(str(error).split())
            return said, f"参数{''.join(said.split(chr(39))[1:2])}超出允许范围。"
        return None

    def fit(
        self,
        features: pd.DataFrame,
        label: Vector,
        later: pd.DataFrame,
        later_label: Vector,
        later_view: Vector,
    ) -> Self:
        """Boost on `features` and `label`, then weigh boosting and view on rows the boosting has not seen."""
        values = features.to_numpy(float)
        self.is_used_ = np.array([len(np.unique(column)) > 1 for column in values.T])
        with one_thread():
            self._boost(values, label)
            views = np.stack([self.raw(later), later_view], axis=1)
            scale = LogisticRegression(C=1e6).fit(views, later_label)
            self._boost(np.concatenate([values, later.to_numpy(float)]), np.concatenate([label, later_label]))
        self.slopes_, self.intercept_ = scale.coef_[0], float(scale.intercept_[0])
        return self

    def _boost(self, values: Vector, label: Vector) -> None:
        self.boosting_ = self._boosting(len(values)).fit(values[:, self.is_used_], label)

    def _boosting(self, rows: int) -> HistGradientBoostingClassifier:
        return HistGradientBoostingClassifier(
            max_iter=self.max_iter,
            learning_rate=self.learning_rate,
            max_leaf_nodes=self.max_leaf_nodes,
            min_samples_leaf=int(np.clip(rows // 100, 10, 100)),
            l2_regularization=self.l2_regularization,
            early_stopping=False,
            random_state=self.random_state,
        )

    def raw(self, features: pd.DataFrame) -> Vector:
        """The log odds of boosting before calibration."""
        with one_thread() if len(features) < MANY_ROWS else nullcontext():
            raw: Vector = self.boosting_.decision_function(features.to_numpy(float)[:, self.is_used_])
        return raw

    def log_odds(self, features: pd.DataFrame, view: Vector) -> Vector:
        """The calibrated log odds of each row."""
        odds: Vector = self.slopes_[0] * self.raw(features) + self.slopes_[1] * view + self.intercept_
        return odds

    def effects(self, features: pd.DataFrame) -> tuple[Vector, float]:
        """How far each column moves the calibrated log odds by way of the trees, and where they start."""
        moved = np.zeros(features.shape)
        with one_thread():
            shapley, start = tree_effects(self.boosting_, features.to_numpy(float)[:, self.is_used_])
        moved[:, self.is_used_] = self.slopes_[0] * shapley
        return moved, self.slopes_[0] * start + self.intercept_


def is_enough(*labels: Vector) -> bool:
    """Whether there are rows of both kinds to learn from in every one of these."""
    return all(
        len(label) >= LEAST_ROWS and LEAST_OF_A_KIND <= label.sum() <= len(label) - LEAST_OF_A_KIND
        for label in labels
    )
