"""Gradient boosting whose probabilities mean what they say."""

from contextlib import AbstractContextManager
from typing import Self

import numpy as np
import pandas as pd
from scipy.special import expit
from sklearn.base import BaseEstimator
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from models.btyd.newton import Vector

LEAST_ROWS = 100
LEAST_OF_A_KIND = 10


class CalibratedBoosting(BaseEstimator):  # type: ignore[misc]
    """Histogram gradient boosting, recalibrated by a logistic slope and intercept on later rows (Platt 1999).

    Learned: `boosting_`, `slope_`, `intercept_`, and `is_used_`, the columns that vary. Missing values are
    values: trees branch on them.
    """

    def __init__(self, max_iter: int = 120, learning_rate: float = 0.06, random_state: int = 1) -> None:
        self.max_iter = max_iter
        self.learning_rate = learning_rate
        self.random_state = random_state

    def fit(self, features: pd.DataFrame, label: Vector, later: pd.DataFrame, later_label: Vector) -> Self:
        """Boost on `features` and `label`, then calibrate on rows the boosting has not seen."""
        values = features.to_numpy(float)
        self.is_used_ = np.array([len(np.unique(column)) > 1 for column in values.T])
        boosting = HistGradientBoostingClassifier(
            max_iter=self.max_iter,
            learning_rate=self.learning_rate,
            max_leaf_nodes=15,
            min_samples_leaf=int(np.clip(len(features) // 100, 10, 100)),
            l2_regularization=1.0,
            early_stopping=False,
            random_state=self.random_state,
        )
        with one_thread():
            self.boosting_ = boosting.fit(values[:, self.is_used_], label)
        scale = LogisticRegression(C=1e6).fit(self.raw(later)[:, None], later_label)
        self.slope_, self.intercept_ = float(scale.coef_[0, 0]), float(scale.intercept_[0])
        return self

    def raw(self, features: pd.DataFrame) -> Vector:
        """The log odds of boosting before calibration."""
        with one_thread():
            raw: Vector = self.boosting_.decision_function(features.to_numpy(float)[:, self.is_used_])
        return raw

    def log_odds(self, features: pd.DataFrame) -> Vector:
        """The calibrated log odds of each row."""
        return self.slope_ * self.raw(features) + self.intercept_

    def predict_proba(self, features: pd.DataFrame) -> Vector:
        """The calibrated probability of each row."""
        probability: Vector = expit(self.log_odds(features))
        return probability


def one_thread() -> AbstractContextManager[object]:
    """On a busy machine threads wait for each other and cost more than they bring: 18 s against 4."""
    limits: AbstractContextManager[object] = threadpool_limits(1)
    return limits


def is_enough(*labels: Vector) -> bool:
    """Whether there are rows of both kinds to learn from in every one of these."""
    return all(
        len(label) >= LEAST_ROWS and LEAST_OF_A_KIND <= label.sum() <= len(label) - LEAST_OF_A_KIND
        for label in labels
    )
