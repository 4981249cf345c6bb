"""The second, independent view of leaving: silence as a model of repeat buying explains it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import logit

from models.btyd.newton import Vector
from models.btyd.repeat_buying import RepeatBuying

CERTAIN = 1e-6


@dataclass(frozen=True)
class AliveView:
    """Its probability of an order within `days`, or of none where `is_silence` is asked for."""

    orders: RepeatBuying
    days: int
    is_silence: bool

    def probability(self, features: pd.DataFrame) -> Vector:
        """The probability of each row of features."""
        order = self.orders.probability_of_order(history(features), self.days)
        return 1 - order if self.is_silence else order

    def log_odds(self, features: pd.DataFrame) -> Vector:
        """Its log odds, kept off certainty by 1e-6."""
        odds: Vector = logit(np.clip(self.probability(features), CERTAIN, 1 - CERTAIN))
        return odds


def history(features: pd.DataFrame) -> pd.DataFrame:
    """The columns of `mart.purchase_history` that BG/NBD and Gamma-Gamma need, from features."""
    age = features["tenure_days"]
    return pd.DataFrame(
        {
            "frequency": features["purchase_days"] - 1,
            "recency": (age - features["recency_days"]).clip(lower=0),
            "T": age,
            "monetary_value": features["monetary_value"],
        }
    )
