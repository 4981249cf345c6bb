"""Who is leaving: each customer's probability of no order within the window, and of buying again."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.alive_view import AliveView
from models.boosting import CalibratedBoosting
from models.btyd.newton import Vector
from models.churn_reasons import action_words, cohort_reasons, reasons
from models.propensity import GROUPS, SEASON, START, Propensity, train
from models.value_parameters import Parameters

LOW, HIGH = 0.33, 0.66
AGREED = 0.2
EFFECTS = [*(f"effect_{group}" for group in GROUPS), f"effect_{SEASON}", f"effect_{START}"]
WORDS = (
    "customer_id", "churn_risk", "basis", "eligibility", "reason_en", "reason_zh", "action_en", "action_zh",
)  # fmt: skip
COLUMNS = (
    "customer_id", "window_days", "churn_probability", "churn_risk", "repeat_probability",
    "silence_probability", "boosted_probability", "views_agree", "eligibility", "basis",
    "reason_en", "reason_zh", "action_en", "action_zh", *EFFECTS,
)  # fmt: skip


@dataclass(frozen=True)
class ChurnModel:
    """Two models of the same customers: leaving within `window_days`, buying within `repeat_days`."""

    window_days: int
    churn: Propensity
    repeat: Propensity | None

    def score(self, features: pd.DataFrame) -> pd.DataFrame:
        """One row for each row of `mart.features`, with both views, basis and reasons; never a blank.

        `effect_*` are log odds by group of features and sum to the log odds of `churn_probability`.
        """
        churn = self.churn.probability(features)
        frame = pd.DataFrame({"customer_id": features["customer_id"], "window_days": self.window_days})
        frame["churn_probability"] = churn
        frame["churn_risk"] = np.select([churn < LOW, churn <= HIGH], ["low", "medium"], "high")
        frame["repeat_probability"] = self._repeat(features, churn)
        frame["basis"] = self._basis(features)
        frame = frame.join(self._views(features)).join(self._reasons(features, churn))
        return frame.assign(eligibility=self._eligibility(features)).astype(dict.fromkeys(WORDS, "str"))[
            list(COLUMNS)
        ]

    def _repeat(self, features: pd.DataFrame, churn: Vector) -> Vector:
        """Nobody buys soon more likely than within the whole window."""
        stays = 1 - churn
        return stays if self.repeat is None else np.minimum(self.repeat.probability(features), stays)

    def _views(self, features: pd.DataFrame) -> pd.DataFrame:
        """What BG/NBD and the boosting say, each for itself, and whether they say the same."""
        view, boosted = self.churn.view, self.churn.boosted(features)
        silence = np.full(len(features), np.nan) if view is None else view.probability(features)
        frame = pd.DataFrame({"silence_probability": silence, "boosted_probability": boosted}, features.index)
        apart = (frame["silence_probability"] - frame["boosted_probability"]).abs()
        return frame.assign(views_agree=(apart <= AGREED).astype("boolean").mask(apart.isna()))

    def _basis(self, features: pd.DataFrame) -> Vector:
        if self.churn.model is None:
            return np.full(len(features), "cohort average", object)
        return np.where(features["purchase_days"] > 1, "individual", "population prior").astype(object)

    def _eligibility(self, features: pd.DataFrame) -> Vector:
        """Whether leaving is still a question, and if not, why."""
        conditions = {
            "wholesale": features["is_wholesale"].to_numpy(bool),
            "left already": features["recency_days"].to_numpy() > self.window_days,
            "one order": features["purchase_days"].to_numpy() < 2,
        }
        return np.select(list(conditions.values()), list(conditions), "eligible")

    def _reasons(self, features: pd.DataFrame, churn: Vector) -> pd.DataFrame:
        effects = self.churn.effects(features)
        named = effects.rename(columns=lambda group: f"effect_{group}")
        if self.churn.model is None:
            return cohort_reasons(features.index).join(named)
        groups = effects[list(GROUPS)]
        return (
            reasons(features, groups, churn >= self.churn.rate)
            .join(action_words(features, groups))
            .join(named)
        )


def train_churn(
    rows: pd.DataFrame,
    window_days: int,
    repeat_days: int,
    parameters: Parameters,
    seed: int,
    own: Sequence[str] = (),
    recipe: CalibratedBoosting | None = None,
) -> ChurnModel:
    """Learn from the training set, BG/NBD as the second view; a set too small gives cohort averages."""
    orders, per_day = parameters.orders, parameters.orders_per_day
    silent, soon = np.exp(-per_day * np.array([window_days, repeat_days]))
    gone, again = (
        orders and AliveView(orders, days, is_silence)
        for days, is_silence in ((window_days, True), (repeat_days, False))
    )
    churn = train(rows, "churned", gone, float(silent), seed, own, recipe)
    repeat = None
    if repeat_days < window_days:
        repeat = train(rows, "repeated", again, float(1 - soon), seed, own, recipe)
    return ChurnModel(window_days, churn, repeat)
