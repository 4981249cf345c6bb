"""Versions of models in the registry: what is kept of each, how it is read again, made again and compared."""

from io import StringIO
from typing import Any

import pandas as pd

from assets.kinds import KINDS, Teaching
from assets.provenance import code, libraries
from models.drift import profile
from models.gate import Verdict, compare, scores
from warehouse.registry import Card, Registry
from warehouse.workspace import Workspace

PROFILE = "profile.csv"


def registry_of(workspace: Workspace, model: str = "churn") -> Registry:
    """The registry of one kind of models, as the night sees it."""
    return Registry(workspace, model, is_night=True)


def registered(registry: Registry, lessons: Teaching, recipe: Any, model: Any) -> Card:
    """Keep a trained model with its card, and how the features of the night's customers were spread."""
    kind = KINDS[registry.model]
    spread = profile(lessons.present).to_csv(index=False).encode()
    card = card_of(registry.model, lessons, recipe)
    return registry.register(card, {kind.file: kind.dumps(model), PROFILE: spread})


def card_of(name: str, lessons: Teaching, recipe: Any) -> Card:
    """The card of a model by this recipe, with the scores of the recipe on the newest known day."""
    found = lessons.rehearsal
    return Card(
        model=name,
        version="",
        trained_on=lessons.day,
        data=lessons.fingerprint,
        code=code(),
        libraries=libraries(),
        seed=int(recipe.random_state),
        parameters=recipe.get_params(),
        rows=lessons.size,
        metrics=scores(found.actual, found.of_recipe(recipe), KINDS[name].metrics) if found else {},
    )


def model_of(registry: Registry, card: Card) -> Any:
    """The model of a version: a ChurnModel, or the rows of `mart.model_parameters`.

    Raises DamagedModel and UntrustedModel.
    """
    kind = KINDS[registry.model]
    return kind.loads(registry.load(card.version, kind.file))


def profile_of(registry: Registry, card: Card) -> pd.DataFrame:
    """How the features were spread on the night that a version was trained."""
    return pd.read_csv(StringIO(registry.load(card.version, PROFILE).decode()))


def made_again(registry: Registry, lessons: Teaching, card: Card) -> tuple[dict[str, float], bool]:
    """The scores of a version made again from its card, and whether it predicts the same."""
    kind = KINDS[registry.model]
    recipe = kind.recipe(**card.parameters)
    same = kind.is_same(model_of(registry, card), lessons.taught(recipe), lessons)
    return card_of(card.model, lessons, recipe).metrics, same


def versus(registry: Registry, lessons: Teaching, challenger: Card, card: Card) -> Verdict | None:
    """Challenger against champion on the newest day with known outcomes, which neither has learned from.

    The challenger is made again from the days before; so is the champion, unless it is older than that day.
    None where no such day exists.
    """
    kind, found = KINDS[registry.model], lessons.rehearsal
    if found is None:
        return None
    is_older = pd.Timestamp(card.trained_on) <= found.day
    again = kind.recipe(**card.parameters)
    theirs = found.of_model(model_of(registry, card)) if is_older else found.of_recipe(again)
    ours = found.of_recipe(kind.recipe(**challenger.parameters))
    return compare(found.actual, ours, theirs, challenger.seed, kind.metrics)
