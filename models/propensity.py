"""How likely each customer is to leave, and to buy again: learnt from past days, calibrated on the latest."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.special import expit, logit
from sklearn.base import clone

from models.alive_view import AliveView
from models.boosting import CalibratedBoosting, is_enough
from models.btyd.newton import Vector
from models.features import FEATURES as REGISTRY
from models.features import GROUPS as GROUPED

FEATURES = list(REGISTRY)
OWN = "own"
GROUPS = (*GROUPED, OWN)
SEASON = "season"
START = "start"


@dataclass(frozen=True)
class Propensity:
    """A trained model, or, without enough to learn from, the rate of the cohort.

    `view` is BG/NBD's opinion, where BG/NBD can be told, and `usual_view` its mean; `names` are the features;
    `season` is added to the log odds of every row.
    """

    rate: float
    model: CalibratedBoosting | None = None
    view: AliveView | None = None
    usual_view: float = 0.0
    names: list[str] = field(default_factory=lambda: list(FEATURES))
    season: float = 0.0

    def probability(self, features: pd.DataFrame) -> Vector:
        """The probability of each row."""
        if self.model is None:
            return np.full(len(features), self.rate)
        odds = self.model.log_odds(features[self.names], _opinion(self.view, features))
        probability: Vector = expit(odds + self.season)
        return probability

    def boosted(self, features: pd.DataFrame) -> Vector:
        """The boosting's own probability, without BG/NBD's; missing without a model."""
        if self.model is None:
            return np.full(len(features), np.nan)
        return np.asarray(expit(self.model.raw(features[self.names])))

    def effects(self, features: pd.DataFrame) -> pd.DataFrame:
        """How far each group of features moves each row's log odds, `season` all of them, and `start`.

        Rows sum to the log odds. Shapley values of the trees, added up by group; what BG/NBD says beyond its
        usual word is rhythm.
        """
        effects = pd.DataFrame(0.0, features.index, [*GROUPS, SEASON, START])
        if self.model is None:
            return effects.assign(start=float(logit(np.clip(self.rate, 1e-6, 1 - 1e-6))))
        moved, start = self.model.effects(features[self.names])
        for group in GROUPS:
            effects[group] = moved[:, [_group(name) == group for name in self.names]].sum(axis=1)
        weight = self.model.slopes_[1]
        effects["rhythm"] += weight * (_opinion(self.view, features) - self.usual_view)
        return effects.assign(season=self.season, start=start + weight * self.usual_view)


def train(
    rows: pd.DataFrame,
    label: str,
    view: AliveView | None,
    default_rate: float,
    seed: int,
    own: Sequence[str] = (),
    recipe: CalibratedBoosting | None = None,
) -> Propensity:
    """Learn `label` from `rows`: features at several days, `as_of`, `customer_id`, and `own` columns.

    `recipe` is the boosting to learn with, else the usual one. The latest day calibrates what the days before
    it taught; with one day only, half the customers do.
    """
    if rows.empty:
        return Propensity(default_rate)
    names = [*FEATURES, *own]
    rows = rows.sort_values(["as_of", "customer_id"])
    rate = float(rows.loc[rows["as_of"] == rows["as_of"].max(), label].mean())
    learn, later = _split(rows)
    outcomes = learn[label].to_numpy(float), later[label].to_numpy(float)
    if not is_enough(*outcomes):
        return Propensity(rate)
    opinion = _opinion(view, later)
    model = clone(recipe or CalibratedBoosting(random_state=seed))
    model.fit(learn[names], outcomes[0], later[names], outcomes[1], opinion)
    return Propensity(rate, model, view, float(opinion.mean()), names)


def _group(name: str) -> str:
    return REGISTRY[name].group if name in REGISTRY else OWN


def _opinion(view: AliveView | None, rows: pd.DataFrame) -> Vector:
    return np.zeros(len(rows)) if view is None else view.log_odds(rows)


def _split(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    is_later = rows["as_of"] == rows["as_of"].max()
    if is_later.all():
        is_later = pd.Series(np.arange(len(rows)) % 2 == 1, index=rows.index)
    return rows[~is_later], rows[is_later]
