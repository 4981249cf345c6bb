"""The kinds of models that have versions, and what retraining does with each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from assets import champion, value_versions, versions
from assets.lessons import Lessons
from assets.value_versions import ValueLessons
from models.boosting import CalibratedBoosting
from models.gate import Verdict
from models.value_recipe import ValueRecipe
from warehouse import Warehouse
from warehouse.registry import Card, Registry


@dataclass(frozen=True)
class Kind:
    """How one kind is learned, kept, compared and made again; `lessons` are whatever `read` gives."""

    read: Callable[[Warehouse], Any]
    recipe: Callable[..., Any]
    mark: Callable[[Any], str]
    register: Callable[[Registry, Any, Any], Card]
    versus: Callable[[Registry, Any, Card, Card], Verdict | None]
    again: Callable[[Registry, Any, Card], tuple[dict[str, float], bool]]
    """The scores of a version made again, and whether it predicts the same."""


def _register_churn(registry: Registry, lessons: Lessons, recipe: CalibratedBoosting) -> Card:
    return versions.registered(registry, lessons, recipe, lessons.taught(recipe))


def _versus_churn(registry: Registry, lessons: Lessons, challenger: Card, card: Card) -> Verdict | None:
    return champion.versus(lessons, challenger, card, versions.model_of(registry, card))


def _churn_again(registry: Registry, lessons: Lessons, card: Card) -> tuple[dict[str, float], bool]:
    recipe = CalibratedBoosting(**card.parameters)
    kept, again = versions.model_of(registry, card), lessons.taught(recipe)
    same = (kept.churn.probability(lessons.rows) == again.churn.probability(lessons.rows)).all()
    return versions.card_of(card.model, lessons, recipe).metrics, bool(same)


def _register_value(registry: Registry, lessons: ValueLessons, recipe: ValueRecipe) -> Card:
    return value_versions.registered(registry, lessons, recipe, lessons.taught(recipe))


def _versus_value(registry: Registry, lessons: ValueLessons, challenger: Card, card: Card) -> Verdict | None:
    return value_versions.versus(lessons, challenger, card, value_versions.parameters_of(registry, card))


def _value_again(registry: Registry, lessons: ValueLessons, card: Card) -> tuple[dict[str, float], bool]:
    recipe = ValueRecipe(**card.parameters)
    same = value_versions.parameters_of(registry, card).equals(lessons.taught(recipe))
    return value_versions.card_of(card.model, lessons, recipe).metrics, same


KINDS = {
    "churn": Kind(
        Lessons.read,
        CalibratedBoosting,
        versions.fingerprint,
        _register_churn,
        _versus_churn,
        _churn_again,
    ),
    "value": Kind(
        ValueLessons.read,
        ValueRecipe,
        lambda lessons: str(lessons.fingerprint),
        _register_value,
        _versus_value,
        _value_again,
    ),
}
