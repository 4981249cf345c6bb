"""Who is leaving: each customer's probability of no order within the window, and of buying again."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.alive_view import AliveView
from models.btyd.newton import Vector
from models.churn_reasons import cohort_reasons, reasons
from models.propensity import Propensity, train
from models.value_parameters import Parameters

LOW, HIGH = 0.33, 0.66
WORDS = ("customer_id", "churn_risk", "basis", "reason_en", "reason_zh")
COLUMNS = (
    "customer_id", "window_days", "churn_probability", "churn_risk", "repeat_probability",
    "basis", "reason_en", "reason_zh",
)  # fmt: skip


@dataclass(frozen=True)
class ChurnModel:
    """Two models of the same customers: leaving within `window_days`, buying within `repeat_days`."""

    window_days: int
    churn: Propensity
    repeat: Propensity | None

    def score(self, features: pd.DataFrame) -> pd.DataFrame:
        """One row for each row of `mart.features`, with basis and reason; never blank."""
        churn = self.churn.probability(features)
        frame = pd.DataFrame({"customer_id": features["customer_id"], "window_days": self.window_days})
        frame["churn_probability"] = churn
        frame["churn_risk"] = np.select([churn < LOW, churn <= HIGH], ["low", "medium"], "high")
        frame["repeat_probability"] = self._repeat(features, churn)
        frame["basis"] = self._basis(features)
        return frame.join(self._reasons(features, churn)).astype(dict.fromkeys(WORDS, "str"))[list(COLUMNS)]

    def _repeat(self, features: pd.DataFrame, churn: Vector) -> Vector:
        """Nobody buys soon more likely than within the whole window."""
        stays = 1 - churn
        return stays if self.repeat is None else np.minimum(self.repeat.probability(features), stays)

    def _basis(self, features: pd.DataFrame) -> Vector:
        if self.churn.model is None:
            return np.full(len(features), "cohort average", object)
        return np.where(features["purchase_days"] > 1, "individual", "population prior").astype(object)

    def _reasons(self, features: pd.DataFrame, churn: Vector) -> pd.DataFrame:
        if self.churn.model is None:
            return cohort_reasons(features.index)
        return reasons(features, self.churn.effects(features, churn), churn >= self.churn.rate)


def train_churn(
    rows: pd.DataFrame, window_days: int, repeat_days: int, parameters: Parameters, seed: int
) -> ChurnModel:
    """Learn from the training set, BG/NBD as the second view; a set too small gives cohort averages."""
    orders, per_day = parameters.orders, parameters.orders_per_day
    silent, soon = np.exp(-per_day * np.array([window_days, repeat_days]))
    gone, again = (
        orders and AliveView(orders, days, is_silence)
        for days, is_silence in ((window_days, True), (repeat_days, False))
    )
    churn = train(rows, "churned", gone, float(silent), seed)
    repeat = train(rows, "repeated", again, float(1 - soon), seed) if repeat_days < window_days else None
    return ChurnModel(window_days, churn, repeat)
