"""The numbers that value customers tonight: the champion's, or a challenger's that passed the gate."""

import datetime as dt

import pandas as pd

from assets.champion import (
    FIRST,
    OLD,
    OLD_DAYS,
    SHIFTED,
    SHIFTED_FEATURES,
    UNFIT,
    WRONG,
    Why,
    drifted,
    is_paused,
)
from assets.lessons import present_features
from assets.reporting_day import reporting_day
from assets.value_versions import ValueLessons, parameters_of, registered, registry_of_value, versus
from models.churn_window import ChurnWindow
from models.grades import MOST_OFF
from models.track_record import total_ratio
from models.value_parameters import Parameters
from models.value_recipe import ValueRecipe
from warehouse import Warehouse
from warehouse.registry import Card, Registry
from warehouse.workspace import Workspace


def value_champion(warehouse: Warehouse, workspace: Workspace) -> pd.DataFrame:
    """Rows of `mart.model_parameters`: the champion's while it fits, else newly learned ones.

    Where repeat buying cannot be told yet, there is nothing to keep: the averages are of tonight. Whoever
    replays a day before the champion was trained gets numbers of that day, which are not kept. Histories are
    read only where something is learned from them.
    """
    registry, day = registry_of_value(workspace), reporting_day(warehouse)
    recipe, card = ValueRecipe(random_state=workspace.settings.seed), registry.champion()
    if card is not None and card.trained_on > day:
        return ValueLessons.read(warehouse).taught(recipe)
    if card is None:
        return _promoted(registry, ValueLessons.read(warehouse), recipe, FIRST)
    learned = parameters_of(registry, card)
    if not _fits(learned, warehouse):
        return _promoted(registry, ValueLessons.read(warehouse), recipe, UNFIT)
    why = _stale(warehouse, registry, card, day)
    return _challenged(registry, ValueLessons.read(warehouse), card, learned, why) if why else learned


def _promoted(registry: Registry, lessons: ValueLessons, recipe: ValueRecipe, why: Why) -> pd.DataFrame:
    learned = lessons.taught(recipe)
    if Parameters.from_frame(learned).orders is not None:
        registry.promote(registered(registry, lessons, recipe, learned).version, lessons.day, *why)
    return learned


def _fits(learned: pd.DataFrame, warehouse: Warehouse) -> bool:
    """Whether the numbers speak of tonight's window."""
    window = ChurnWindow.from_frame(warehouse.read("mart.churn_window"))
    days = learned[(learned["model"] == "choice") & (learned["parameter"] == "days")]["value"]
    return days.tolist() == [window.window_days]


def _stale(warehouse: Warehouse, registry: Registry, card: Card, day: dt.date) -> Why | None:
    """Why newer numbers are due, None where none are."""
    if is_paused(registry, day):
        return None
    if (day - card.trained_on).days >= OLD_DAYS:
        return OLD
    ratio = total_ratio(warehouse.read("mart.track_record"), "lifetime_value")
    if not 1 / MOST_OFF <= ratio <= MOST_OFF:
        return WRONG
    shifted = (drifted(registry, card, present_features(warehouse))["verdict"] == "shifted").sum()
    return SHIFTED if shifted >= SHIFTED_FEATURES else None


def _challenged(
    registry: Registry, lessons: ValueLessons, card: Card, learned: pd.DataFrame, why: Why
) -> pd.DataFrame:
    recipe = ValueRecipe(**card.parameters)
    challenger = lessons.taught(recipe)
    kept = registered(registry, lessons, recipe, challenger)
    verdict = versus(lessons, kept, card, learned)
    if verdict is not None and verdict.allows(is_refresh=True):
        registry.promote(kept.version, lessons.day, *why)
        return challenger
    return learned
