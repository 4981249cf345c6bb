"""What the models of leaving learn from: one reading for the night, its tests and retraining."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from assets.provenance import fingerprint
from assets.reporting_day import reporting_day
from models.boosting import CalibratedBoosting
from models.churn import ChurnModel, train_churn
from models.churn.columns import learn_columns
from models.churn.leaks import refuse_leaks
from models.churn.rehearsal import Rehearsal, rehearsal
from models.churn.seasonal import Seasonal, seasonal_churn
from models.churn_window import ChurnWindow
from models.value_parameters import Parameters
from warehouse import Warehouse

LEARNT = """
select * from mart.training_set left join mart.own_features using (customer_id, as_of)
order by as_of, customer_id
"""
TOLD = """
select * from mart.season_set left join mart.own_features using (customer_id, as_of)
order by as_of, customer_id
"""


@dataclass(frozen=True)
class Lessons:
    """The training set with the company's own features, whose names are `own`, as of a reporting day.

    `present` are the numeric features of that day's customers; `season` the rows of further days that nothing
    learns from.
    """

    rows: pd.DataFrame
    present: pd.DataFrame
    season: pd.DataFrame
    own: list[str]
    window: ChurnWindow
    parameters: Parameters
    day: dt.date

    @classmethod
    def read(cls, warehouse: Warehouse) -> "Lessons":
        """Everything to learn from. Raises LeakError where an own feature knows the outcome."""
        own = [
            name for name in warehouse.columns("mart.own_features") if name not in ("customer_id", "as_of")
        ]
        rows = warehouse.query(LEARNT)
        if len(rows):
            refuse_leaks(learn_columns(rows[own]), rows[own], rows["churned"].to_numpy(float))
        window = ChurnWindow.from_frame(warehouse.read("mart.churn_window"))
        parameters = Parameters.from_frame(warehouse.read("mart.model_parameters"))
        season = warehouse.query(TOLD) if "mart.season_set" in warehouse.tables() else rows[:0]
        return cls(
            rows, present_features(warehouse), season, own, window, parameters, reporting_day(warehouse)
        )

    def taught(self, recipe: CalibratedBoosting) -> ChurnModel:
        """Both models by this recipe."""
        seed, window = int(recipe.random_state), self.window
        return train_churn(
            self.rows, window.window_days, window.repeat_days, self.parameters, seed, self.own, recipe
        )

    @cached_property
    def told(self) -> pd.DataFrame:
        """All past days that tell how the level of leaving stands."""
        return pd.concat([self.rows, self.season], ignore_index=True)

    def in_season(self, model: ChurnModel) -> tuple[ChurnModel, dict[str, Seasonal]]:
        """A model at the level of the window that begins at the reporting day."""
        return seasonal_churn(model, self.told, self.window.repeat_days, pd.Timestamp(self.day))

    @cached_property
    def rehearsal(self) -> Rehearsal | None:
        """The newest day with known outcomes, where there is one with days before it."""
        return rehearsal(self.rows, self.window, self.day, self.told, self.own)

    @property
    def fingerprint(self) -> str:
        """A mark of the rows that are learned from, in order."""
        return fingerprint(self.rows)

    @property
    def size(self) -> int:
        """How many rows are learned from."""
        return len(self.rows)


def present_features(warehouse: Warehouse) -> pd.DataFrame:
    """The numeric features of the reporting day's customers."""
    return warehouse.read("mart.features").select_dtypes("number")
