"""How likely each customer is to leave, and to buy again: learnt from past days, calibrated on the latest."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import expit, logit

from models.alive_view import AliveView
from models.boosting import CalibratedBoosting, is_enough
from models.btyd.newton import Vector

GROUPS = {
    "rhythm": ("recency_days", "gap_ratio", "mean_gap_days", "orders_30", "orders_90"),
    "frequency": ("orders", "purchase_days", "orders_180", "orders_365", "tenure_days"),
    "value": (
        "revenue_total",
        "revenue_365",
        "average_order",
        "monetary_value",
        "refund_rate",
        "discount_rate",
    ),
    "service": ("tickets_180", "complaints_180", "days_since_complaint"),
    "contact": ("contacts_90", "opens_90", "clicks_90", "days_since_contact"),
}
FEATURES = [feature for group in GROUPS.values() for feature in group]


@dataclass(frozen=True)
class Propensity:
    """A trained model, or, without enough to learn from, the rate of the cohort.

    `view` is BG/NBD's opinion, where BG/NBD can be told; `reference` holds the population's middle value of
    each feature, for reasons.
    """

    rate: float
    model: CalibratedBoosting | None = None
    view: AliveView | None = None
    reference: "pd.Series[float] | None" = None

    def probability(self, features: pd.DataFrame) -> Vector:
        """The probability of each row."""
        if self.model is None:
            return np.full(len(features), self.rate)
        probability: Vector = expit(self._log_odds(self.model, features[FEATURES]))
        return probability

    def effects(self, features: pd.DataFrame, probability: Vector) -> pd.DataFrame:
        """How much each group of features moves a row's log odds away from the middle customer's.

        Grouped ablation: the group is set to the reference while all others stay as they are. Customers with
        one order have no habits yet: nothing but service is told about them.
        """
        effects = pd.DataFrame(0.0, features.index, list(GROUPS))
        if self.model is None or self.reference is None:
            return effects
        rows, full = features[FEATURES].astype(float), logit(probability)
        has_habits = rows["purchase_days"].to_numpy() > 1
        for group, names in GROUPS.items():
            is_told = has_habits if group != "service" else np.ones_like(has_habits)
            effects[group] = self._moved(self.model, rows, full, list(names), is_told)
        return effects

    def _moved(
        self, model: CalibratedBoosting, rows: pd.DataFrame, full: Vector, names: list[str], is_told: Vector
    ) -> Vector:
        """The effect of some features; none on rows that have the usual values anyway."""
        assert self.reference is not None
        usual, moved = self.reference[names].to_numpy(), np.zeros(len(rows))
        is_usual = (rows[names] == usual) | (rows[names].isna() & np.isnan(usual))
        where = np.flatnonzero(is_told & ~is_usual.all(axis=1).to_numpy())
        if len(where):
            middle = rows.iloc[where].copy()
            middle[names] = usual
            moved[where] = full[where] - self._log_odds(model, middle)
        return moved

    def _log_odds(self, model: CalibratedBoosting, rows: pd.DataFrame) -> Vector:
        return model.log_odds(rows, _opinion(self.view, rows))


def train(
    rows: pd.DataFrame, label: str, view: AliveView | None, default_rate: float, seed: int
) -> Propensity:
    """Learn `label` from `rows` (features at several days, `as_of` and `customer_id`).

    The latest day calibrates what the days before it taught; with one day only, half the customers do.
    """
    if rows.empty:
        return Propensity(default_rate)
    rows = rows.sort_values(["as_of", "customer_id"])
    rate = float(rows.loc[rows["as_of"] == rows["as_of"].max(), label].mean())
    learn, later = _split(rows)
    outcomes = learn[label].to_numpy(float), later[label].to_numpy(float)
    if not is_enough(*outcomes):
        return Propensity(rate)
    model = CalibratedBoosting(random_state=seed).fit(
        learn[FEATURES], outcomes[0], later[FEATURES], outcomes[1], _opinion(view, later)
    )
    return Propensity(rate, model, view, _middle(rows[FEATURES]))


def _opinion(view: AliveView | None, rows: pd.DataFrame) -> Vector:
    return np.zeros(len(rows)) if view is None else view.log_odds(rows)


def _split(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    is_later = rows["as_of"] == rows["as_of"].max()
    if is_later.all():
        is_later = pd.Series(np.arange(len(rows)) % 2 == 1, index=rows.index)
    return rows[~is_later], rows[is_later]


def _middle(features: pd.DataFrame) -> "pd.Series[float]":
    """The median, or missing where most are."""
    return features.median().where(features.notna().mean() > 0.5)
