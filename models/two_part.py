"""The challenger of the value models: whether a customer orders at all, times what buyers spend."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

from models.btyd.newton import Vector
from models.propensity import FEATURES
from models.threads import one_thread

COLUMNS = [*FEATURES, "revenue_before"]
LEAST_ROWS = 200
LEAST_BUYERS = 50


class TwoPartBoosting(BaseEstimator):  # type: ignore[misc]
    """Gradient boosting of P(any spend), and of the log of the spend given any, with Duan's smearing.

    Two-part models: Duan et al. (1983), JBES 1(2); smearing: Duan (1983), JASA 78. On the log scale a few
    very large buyers do not rule the trees. Learned: `occurrence_`, `amount_`, `smearing_`, `is_used_`.
    """

    def __init__(self, max_iter: int = 60, learning_rate: float = 0.06, random_state: int = 1) -> None:
        self.max_iter = max_iter
        self.learning_rate = learning_rate
        self.random_state = random_state

    def fit(self, features: pd.DataFrame, spent: Vector) -> Self:
        """Learn from `features` and the net spend that followed; less than nothing counts as nothing."""
        values, spent = features.to_numpy(float), np.maximum(np.asarray(spent, float), 0.0)
        self.is_used_ = np.array([len(np.unique(column[~np.isnan(column)])) > 1 for column in values.T])
        used, bought = values[:, self.is_used_], spent > 0
        self.occurrence_ = HistGradientBoostingClassifier(**self._settings(len(used))).fit(used, bought)
        logs = np.log(spent[bought])
        self.amount_ = HistGradientBoostingRegressor(**self._settings(int(bought.sum())))
        self.amount_.fit(used[bought], logs)
        fitted = np.exp(self.amount_.predict(used[bought]))
        self.smearing_ = float(spent[bought].sum() / fitted.sum())
        return self

    def predict(self, features: pd.DataFrame) -> Vector:
        """Spend to expect of each row."""
        used = features.to_numpy(float)[:, self.is_used_]
        occurs = self.occurrence_.predict_proba(used)[:, 1]
        expected: Vector = occurs * np.exp(self.amount_.predict(used)) * self.smearing_
        return expected

    def _settings(self, rows: int) -> dict[str, object]:
        return {
            "max_iter": self.max_iter,
            "learning_rate": self.learning_rate,
            "max_leaf_nodes": 8,
            "min_samples_leaf": int(np.clip(rows // 100, 20, 200)),
            "l2_regularization": 1.0,
            "early_stopping": False,
            "random_state": self.random_state,
        }


@dataclass(frozen=True)
class Challenger:
    """A trained challenger of the night."""

    model: TwoPartBoosting

    def score(self, asked: pd.DataFrame) -> pd.DataFrame:
        """`spend` within the churn window of each `customer_id`."""
        with one_thread():
            spend = self.model.predict(asked[COLUMNS])
        return pd.DataFrame({"customer_id": asked["customer_id"], "spend": spend})


def trained(past: pd.DataFrame, seed: int) -> Challenger:
    """The challenger, taught by labelled rows of past days."""
    with one_thread():
        model = TwoPartBoosting(random_state=seed)
        return Challenger(model.fit(past[COLUMNS], past["revenue_after"].to_numpy(float)))


def nobody() -> pd.DataFrame:
    """No forecasts, where the challenger has not won."""
    return pd.DataFrame({"customer_id": pd.Series(dtype="str"), "spend": pd.Series(dtype="float64")})


def forecast_spend(past: pd.DataFrame, asked: pd.DataFrame, seed: int) -> Vector:
    """What the challenger, taught by `past` days, expects of those `asked`; missing where it cannot learn."""
    bought = past["revenue_after"] > 0
    if len(past) < LEAST_ROWS or not LEAST_BUYERS <= bought.sum() <= len(past) - LEAST_BUYERS:
        return np.full(len(asked), np.nan)
    return trained(past, seed).score(asked)["spend"].to_numpy()
