"""The model that predicts tonight: the champion, or a challenger that passed the gate."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pandas as pd

from assets.kinds import KINDS, Teaching
from assets.lessons import Lessons, present_features
from assets.reporting_day import reporting_day
from assets.versions import model_of, profile_of, registered, registry_of, versus
from models.boosting import CalibratedBoosting
from models.churn import ChurnModel
from models.drift import drift
from warehouse import Warehouse
from warehouse.registry import Card, Registry
from warehouse.workspace import Workspace

OLD_DAYS = 30
PAUSE_DAYS = 7
"""How long a version is given, promoted or refused, before the next is trained: grades of the nights that an
earlier one predicted go on coming in for a whole window."""
SHIFTED_FEATURES = 3
Why = tuple[str, str]
FIRST: Why = ("the first model", "首个模型")
UNFIT: Why = ("the window or the features changed", "窗口或特征已变更")
OLD: Why = (f"the one before was older than {OLD_DAYS} days", f"原模型已超过 {OLD_DAYS} 天")
WRONG: Why = ("kept predictions of the one before came out wrong", "原模型已兑现的预测偏差过大")
SHIFTED: Why = ("the customers changed", "客户特征已漂移")


def champion(registry: Registry, warehouse: Warehouse, lessons: Callable[[], Teaching]) -> Any:
    """The champion while it fits; else a challenger trained tonight, where the gate lets it through.

    Whoever replays a day before the champion was trained gets a model of that day, which is not kept: the
    champion has seen what came after. The lessons are read only where something is learned from them.
    """
    kind, card = KINDS[registry.model], registry.champion()
    recipe = kind.recipe(random_state=registry.workspace.settings.seed)
    if card is None:
        return _promoted(registry, lessons(), recipe, FIRST)
    if card.trained_on > reporting_day(warehouse):
        return lessons().taught(recipe)
    model = model_of(registry, card)
    if not kind.fits(model, warehouse):
        return _promoted(registry, lessons(), recipe, UNFIT)
    why = _stale(registry, card, warehouse)
    return _challenged(registry, card, model, lessons(), why) if why else model


def serving(workspace: Workspace, lessons: Lessons) -> ChurnModel:
    """The model of leaving that predicted on the reporting day, before it was set to the season."""
    registry = registry_of(workspace)
    card = registry.champion()
    if card is None or card.trained_on > lessons.day:
        return lessons.taught(CalibratedBoosting(random_state=workspace.settings.seed))
    model: ChurnModel = model_of(registry, card)
    return model


def _promoted(registry: Registry, lessons: Teaching, recipe: Any, why: Why) -> Any:
    """A model of tonight; where there is too little to learn from, it is not kept."""
    model = lessons.taught(recipe)
    if KINDS[registry.model].is_learned(model):
        registry.promote(registered(registry, lessons, recipe, model).version, lessons.day, *why)
    return model


def _stale(registry: Registry, card: Card, warehouse: Warehouse) -> Why | None:
    """Why a new model is due, None where none is."""
    day = reporting_day(warehouse)
    if _is_paused(registry, day):
        return None
    if (day - card.trained_on).days >= OLD_DAYS:
        return OLD
    if KINDS[registry.model].is_wrong(warehouse.read("mart.track_record")):
        return WRONG
    shifted = (drifted(registry, card, present_features(warehouse))["verdict"] == "shifted").sum()
    return SHIFTED if shifted >= SHIFTED_FEATURES else None


def _is_paused(registry: Registry, day: dt.date) -> bool:
    """Whether a version was trained on a day so short before that another has nothing to learn."""
    ages = [(day - one.trained_on).days for one in registry.versions()]
    return any(0 <= age < PAUSE_DAYS for age in ages)


def drifted(registry: Registry, card: Card, present: pd.DataFrame) -> pd.DataFrame:
    """How far the features of tonight's customers are from those of the night a version was trained."""
    return drift(profile_of(registry, card), present)


def _challenged(registry: Registry, card: Card, model: Any, lessons: Teaching, why: Why) -> Any:
    recipe = KINDS[registry.model].recipe(**card.parameters)
    challenger = lessons.taught(recipe)
    kept = registered(registry, lessons, recipe, challenger)
    verdict = versus(registry, lessons, kept, card)
    if verdict is not None and verdict.allows(is_refresh=True):
        registry.promote(kept.version, lessons.day, *why)
        return challenger
    return model
