"""How likely each customer is to leave, and to buy again: learnt from past days, calibrated on the latest."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

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
FEATURES = tuple(feature for group in GROUPS.values() for feature in group)


@dataclass(frozen=True)
class Propensity:
    """A trained model, or, without enough to learn from, the rate of the cohort.

    `reference` holds the population's middle value of each feature, for reasons.
    """

    rate: float
    model: CalibratedBoosting | None
    reference: "pd.Series[float]"

    def probability(self, features: pd.DataFrame) -> Vector:
        """The probability of each row."""
        if self.model is None:
            return np.full(len(features), self.rate)
        return self.model.predict_proba(features[list(FEATURES)])

    def effects(self, features: pd.DataFrame) -> pd.DataFrame:
        """How much each group of features moves a row's log odds away from the middle customer's.

        Grouped ablation: the group is set to the reference while all others stay as they are.
        """
        if self.model is None:
            return pd.DataFrame(0.0, features.index, list(GROUPS))
        rows = features[list(FEATURES)].astype(float)
        full = self.model.log_odds(rows)
        return pd.DataFrame(
            {
                group: full - self.model.log_odds(self._at_middle(rows, list(names)))
                for group, names in GROUPS.items()
            },
            index=features.index,
        )

    def _at_middle(self, rows: pd.DataFrame, names: list[str]) -> pd.DataFrame:
        middle = rows.copy()
        middle[names] = self.reference[names].to_numpy()
        return middle


def train(rows: pd.DataFrame, label: str, default_rate: float, seed: int) -> Propensity:
    """Learn `label` from `rows` (features at several days, `as_of` and `customer_id`).

    The latest day calibrates what the days before it taught; with one day only, half the customers do.
    """
    if rows.empty:
        return Propensity(default_rate, None, pd.Series(dtype=float))
    rows = rows.sort_values(["as_of", "customer_id"])
    learn, later = _split(rows)
    outcomes = learn[label].to_numpy(float), later[label].to_numpy(float)
    latest = rows.loc[rows["as_of"] == rows["as_of"].max(), label]
    if not is_enough(*outcomes):
        return Propensity(float(latest.mean()), None, pd.Series(dtype=float))
    columns = list(FEATURES)
    model = CalibratedBoosting(random_state=seed).fit(
        learn[columns], outcomes[0], later[columns], outcomes[1]
    )
    return Propensity(float(latest.mean()), model, _middle(rows[columns]))


def _split(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    latest = rows["as_of"].max()
    is_later = rows["as_of"] == latest
    if is_later.all():
        is_later = pd.Series(np.arange(len(rows)) % 2 == 1, index=rows.index)
    return rows[~is_later], rows[is_later]


def _middle(features: pd.DataFrame) -> "pd.Series[float]":
    """The median, or missing where most are."""
    return features.median().where(features.notna().mean() > 0.5)
