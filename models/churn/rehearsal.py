"""What a recipe would have said on the newest day with known outcomes, learnt from the days before."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from models.alive_view import AliveView, history
from models.boosting import CalibratedBoosting
from models.btyd.newton import Vector
from models.churn.model import ChurnModel
from models.churn.seasonal import seasonal
from models.churn_window import ChurnWindow
from models.propensity import Propensity, train
from models.value_choice import fit_past

CUSTOMERS = 20_000


@dataclass(frozen=True)
class Rehearsal:
    """The newest day with known outcomes: the customers asked about, what came, and what was known before.

    `own` names the company's own features.
    """

    day: pd.Timestamp
    asked: pd.DataFrame
    past: pd.DataFrame
    window: ChurnWindow
    levels: pd.DataFrame
    own: Sequence[str] = ()
    told: dict[str, Vector] = field(default_factory=dict)
    """What each recipe said, so that card and gate train it once."""

    @property
    def actual(self) -> Vector:
        """Who left."""
        return self.asked["churned"].to_numpy(float)

    def of_recipe(self, recipe: CalibratedBoosting) -> Vector:
        """The probabilities of a model made by this recipe before the day."""
        key = repr(sorted(recipe.get_params().items()))
        if key not in self.told:
            self.told[key] = self._said_by(recipe)
        return self.told[key]

    def _said_by(self, recipe: CalibratedBoosting) -> Vector:
        orders = fit_past("beta_geo", history(self.asked))
        view = (
            None if isinstance(orders, str) else AliveView(orders, self.window.window_days, is_silence=True)
        )
        rate = float(self.past["churned"].mean())
        seed = int(recipe.random_state)
        return self._in_season(train(self.past, "churned", view, rate, seed, self.own, recipe))

    def of_model(self, model: ChurnModel) -> Vector:
        """The probabilities of a model as it stands; only fair where it was trained before the day."""
        return self._in_season(model.churn)

    def _in_season(self, propensity: Propensity) -> Vector:
        """What it would have said at the level expected then."""
        days = self.window.window_days
        return seasonal(propensity, self.levels, days, self.day).propensity.probability(self.asked)


def rehearsal(
    rows: pd.DataFrame, window: ChurnWindow, as_of: dt.date, levels: pd.DataFrame, own: Sequence[str] = ()
) -> Rehearsal | None:
    """The rehearsal that a training set allows, none where no earlier day's outcomes were known by then.

    `levels` are the rows that tell the level of leaving, see `models.churn.seasonal`.
    """
    days = [pd.Timestamp(day) for day in window.days(as_of)]
    past = rows[rows["as_of"].isin(days[window.lag_steps :])]
    asked = rows[rows["as_of"].isin(days[:1])].sort_values("customer_id", ignore_index=True)
    if past.empty or asked.empty or window.tests < 1:
        return None
    step = int(np.ceil(len(asked) / CUSTOMERS))
    return Rehearsal(days[0], asked.iloc[::step].reset_index(drop=True), past, window, levels, own)
