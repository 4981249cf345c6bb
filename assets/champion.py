"""The model of leaving that predicts tonight: the champion, or a challenger that passed the gate."""

import datetime as dt

import pandas as pd

from assets.lessons import Lessons
from assets.versions import model_of, profile_of, registered, registry_of
from models.boosting import CalibratedBoosting
from models.churn import ChurnModel
from models.drift import drift
from models.gate import Verdict, compare
from models.track_record import calibration_error
from warehouse import Warehouse
from warehouse.registry import Card, Registry
from warehouse.workspace import Workspace

OLD_DAYS = 30
PAUSE_DAYS = 7
"""How long a version is given, promoted or refused, before the next is trained: grades of the nights that an
earlier one predicted go on coming in for a whole window."""
DECAYED = 0.1
SHIFTED_FEATURES = 3
Why = tuple[str, str]
FIRST: Why = ("the first model", "首个模型")
UNFIT: Why = ("the window or the features changed", "窗口或特征已变更")
OLD: Why = (f"the one before was older than {OLD_DAYS} days", f"原模型已超过 {OLD_DAYS} 天")
WRONG: Why = ("kept predictions of the one before came out wrong", "原模型已兑现的预测偏差过大")
SHIFTED: Why = ("the customers changed", "客户特征已漂移")


def champion(warehouse: Warehouse, workspace: Workspace) -> ChurnModel:
    """The champion while it fits; else a challenger trained tonight, where the gate lets it through.

    It is set to the level of the coming window, by season and latest weeks. Whoever replays a day before the
    champion was trained gets a model of that day, which is not kept: the champion has seen what came after.
    """
    lessons = Lessons.read(warehouse)
    return lessons.in_season(_chosen(warehouse, workspace, lessons))[0]


def serving(workspace: Workspace, lessons: Lessons) -> ChurnModel:
    """The model that predicted on the reporting day, before it was set to the season."""
    registry = registry_of(workspace)
    card = registry.champion()
    if card is None or card.trained_on > lessons.day:
        return lessons.taught(CalibratedBoosting(random_state=workspace.settings.seed))
    return model_of(registry, card)


def _chosen(warehouse: Warehouse, workspace: Workspace, lessons: Lessons) -> ChurnModel:
    registry = registry_of(workspace)
    recipe, card = CalibratedBoosting(random_state=workspace.settings.seed), registry.champion()
    if card is not None and card.trained_on > lessons.day:
        return lessons.taught(recipe)
    if card is None:
        return _promoted(registry, lessons, recipe, FIRST)
    model = model_of(registry, card)
    if not _fits(model, lessons):
        return _promoted(registry, lessons, recipe, UNFIT)
    why = _stale(warehouse, registry, card, lessons)
    return _challenged(registry, lessons, card, model, why) if why else model


def _promoted(registry: Registry, lessons: Lessons, recipe: CalibratedBoosting, why: Why) -> ChurnModel:
    model = lessons.taught(recipe)
    if model.churn.model is not None:
        registry.promote(registered(registry, lessons, recipe, model).version, lessons.day, *why)
    return model


def _fits(model: ChurnModel, lessons: Lessons) -> bool:
    """Whether the model speaks of tonight's window and features."""
    same_window = model.window_days == lessons.window.window_days
    return same_window and {*model.churn.names} <= {*lessons.rows.columns, *lessons.own}


def _stale(warehouse: Warehouse, registry: Registry, card: Card, lessons: Lessons) -> Why | None:
    """Why a new model is due, None where none is."""
    if is_paused(registry, lessons.day):
        return None
    if (lessons.day - card.trained_on).days >= OLD_DAYS:
        return OLD
    if calibration_error(warehouse.read("mart.track_record"), "churn") > DECAYED:
        return WRONG
    shifted = (drifted(registry, card, lessons.present)["verdict"] == "shifted").sum()
    return SHIFTED if shifted >= SHIFTED_FEATURES else None


def is_paused(registry: Registry, day: dt.date) -> bool:
    """Whether a version was trained on a day so short before that another has nothing to learn."""
    ages = [(day - one.trained_on).days for one in registry.versions()]
    return any(0 <= age < PAUSE_DAYS for age in ages)


def drifted(registry: Registry, card: Card, present: pd.DataFrame) -> pd.DataFrame:
    """How far the features of tonight's customers are from those of the night a version was trained."""
    return drift(profile_of(registry, card), present)


def _challenged(registry: Registry, lessons: Lessons, card: Card, model: ChurnModel, why: Why) -> ChurnModel:
    recipe = CalibratedBoosting(**card.parameters)
    challenger = lessons.taught(recipe)
    kept = registered(registry, lessons, recipe, challenger)
    verdict = versus(lessons, kept, card, model)
    if verdict is not None and verdict.allows(is_refresh=True):
        registry.promote(kept.version, lessons.day, *why)
        return challenger
    return model


def versus(lessons: Lessons, challenger: Card, card: Card, model: ChurnModel) -> Verdict | None:
    """Challenger against champion on the newest day with known outcomes, which neither has learned from.

    The challenger is made again from the days before; so is the champion, unless it is older than that day.
    None where no such day exists.
    """
    found = lessons.rehearsal
    if found is None:
        return None
    is_older = pd.Timestamp(card.trained_on) <= found.day
    theirs = (
        found.of_model(model)
        if is_older
        else found.of_recipe(CalibratedBoosting(**card.parameters), lessons.own)
    )
    ours = found.of_recipe(CalibratedBoosting(**challenger.parameters), lessons.own)
    return compare(found.actual, ours, theirs, challenger.seed)
