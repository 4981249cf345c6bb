"""The kinds of models that have versions, and what sets one apart from the other."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd

from assets.lessons import Lessons
from assets.value_lessons import ValueLessons, dumped, loaded
from models.boosting import CalibratedBoosting
from models.btyd.newton import Vector
from models.churn import ChurnModel
from models.churn_window import ChurnWindow
from models.gate import AMOUNTS, RATES
from models.grades import MOST_OFF
from models.saved import dumps, loads
from models.track_record import calibration_error, total_ratio
from models.value_parameters import Parameters
from models.value_recipe import ValueRecipe
from warehouse import Warehouse

DECAYED = 0.1


class Rehearsed(Protocol):
    """The newest day with known outcomes; recipes are learnt from the days before."""

    @property
    def day(self) -> pd.Timestamp:
        """The day."""

    @property
    def actual(self) -> Vector:
        """What came."""

    def of_recipe(self, recipe: Any) -> Vector:
        """What a model made by the recipe would have said."""

    def of_model(self, model: Any) -> Vector:
        """What a model says as it stands; only fair where it was trained before the day."""


class Teaching(Protocol):
    """What a kind of models learns from, as of a reporting day: Lessons or ValueLessons."""

    @property
    def day(self) -> dt.date:
        """The reporting day."""

    @property
    def present(self) -> pd.DataFrame:
        """The numeric features of that day's customers."""

    @property
    def size(self) -> int:
        """How many rows there are to learn from."""

    @property
    def fingerprint(self) -> str:
        """A mark of them."""

    @property
    def rehearsal(self) -> Rehearsed | None:
        """The newest day with known outcomes, where there is one with days before it."""

    def taught(self, recipe: Any) -> Any:
        """The model by this recipe."""


@dataclass(frozen=True)
class Kind:
    """How one kind is read, made, kept as a file, scored, found wrong by its track record, and compared."""

    read: Callable[[Warehouse], Teaching]
    recipe: Callable[..., Any]
    file: str
    dumps: Callable[[Any], bytes]
    loads: Callable[[bytes], Any]
    metrics: tuple[str, ...]
    fits: Callable[[Any, Warehouse], bool]
    """Whether a model speaks of tonight's window and features."""
    is_learned: Callable[[Any], bool]
    is_wrong: Callable[[pd.DataFrame], bool]
    is_same: Callable[[Any, Any, Any], bool]
    """Whether two models say the same of what `lessons` hold."""


def _fits_churn(model: ChurnModel, warehouse: Warehouse) -> bool:
    told = {*warehouse.columns("mart.training_set"), *warehouse.columns("mart.own_features")}
    return model.window_days == _window_days(warehouse) and {*model.churn.names} <= told


def _fits_value(learned: pd.DataFrame, warehouse: Warehouse) -> bool:
    days = learned[(learned["model"] == "choice") & (learned["parameter"] == "days")]["value"]
    return days.tolist() == [_window_days(warehouse)]


def _window_days(warehouse: Warehouse) -> int:
    return ChurnWindow.from_frame(warehouse.read("mart.churn_window")).window_days


def _is_same_churn(one: ChurnModel, other: ChurnModel, lessons: Lessons) -> bool:
    return bool((one.churn.probability(lessons.rows) == other.churn.probability(lessons.rows)).all())


KINDS = {
    "churn": Kind(
        Lessons.read,
        CalibratedBoosting,
        "model.skops",
        dumps,
        loads,
        RATES,
        _fits_churn,
        is_learned=lambda model: model.churn.model is not None,
        is_wrong=lambda record: calibration_error(record, "churn") > DECAYED,
        is_same=_is_same_churn,
    ),
    "value": Kind(
        ValueLessons.read,
        ValueRecipe,
        "parameters.json",
        dumped,
        loaded,
        AMOUNTS,
        _fits_value,
        is_learned=lambda learned: Parameters.from_frame(learned).orders is not None,
        is_wrong=lambda record: not 1 / MOST_OFF <= total_ratio(record, "lifetime_value") <= MOST_OFF,
        is_same=lambda one, other, _: one.equals(other),
    ),
}
