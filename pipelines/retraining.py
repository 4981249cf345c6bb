"""Training, comparing and promoting versions by hand, on the published snapshot; the night itself goes on."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from assets.champion import versus
from assets.lessons import Lessons
from assets.versions import card_of, fingerprint, model_of, registered, registry_of
from models.boosting import CalibratedBoosting
from models.gate import Verdict
from warehouse import DuckDBWarehouse, snapshots
from warehouse.registry import Card
from warehouse.snapshots import Snapshot
from warehouse.workspace import ConfigurationError, Workspace


@dataclass(frozen=True)
class Reproduction:
    """Whether a version made again from its card gives the same scores and the same predictions."""

    version: str
    snapshot: str
    metrics: dict[str, float]
    same_metrics: bool
    same_predictions: bool


@contextmanager
def _tables(snapshot: Snapshot) -> Iterator[DuckDBWarehouse]:
    with snapshot.open() as connection:
        yield DuckDBWarehouse.over(connection)


def _lessons(workspace: Workspace) -> Lessons:
    snapshot = snapshots.current(workspace)
    if snapshot is None:
        raise ConfigurationError("nothing has been published yet: run `regulars run` first")
    with _tables(snapshot) as warehouse:
        return Lessons.read(warehouse)


def retrain(workspace: Workspace, changes: Mapping[str, str]) -> Card:
    """Train a version by the usual recipe with some of its parameters changed; it does not predict yet."""
    lessons = _lessons(workspace)
    recipe = _recipe(workspace, changes)
    return registered(registry_of(workspace), lessons, recipe, lessons.taught(recipe))


def compare(workspace: Workspace, version: str) -> Verdict | None:
    """A version against the champion on the newest day with known outcomes."""
    registry, card = registry_of(workspace), _card(workspace, version)
    champion = registry.champion()
    if champion is None:
        return None
    return versus(_lessons(workspace), card, champion, model_of(registry, champion))


def promote(workspace: Workspace, version: str, is_refresh: bool) -> tuple[bool, Verdict | None]:
    """Let a version predict where the gate allows it; whether it did, and what the gate saw."""
    registry, verdict = registry_of(workspace), compare(workspace, version)
    allowed = verdict is None or verdict.allows(is_refresh)
    if allowed:
        why = verdict.sentence[0] if verdict else "the first model 首个模型"
        registry.promote(version, _lessons(workspace).day, why)
    return allowed, verdict


def rollback(workspace: Workspace) -> Card:
    """Let the champion before the present one predict again. Raises ConfigurationError."""
    registry = registry_of(workspace)
    earlier = registry.predecessor()
    if earlier is None:
        raise ConfigurationError("there is no earlier champion to go back to")
    registry.promote(earlier.version, _lessons(workspace).day, "rolled back by hand 人工回退")
    return earlier


def reproduce(workspace: Workspace, version: str) -> Reproduction:
    """Make a version again from its card, on the snapshot that holds its rows. Raises ConfigurationError."""
    card = _card(workspace, version)
    snapshot, lessons = _source(workspace, card)
    recipe = CalibratedBoosting(**card.parameters)
    metrics = card_of(card.model, lessons, recipe).metrics
    kept, again = model_of(registry_of(workspace), card), lessons.taught(recipe)
    same = bool((kept.churn.probability(lessons.rows) == again.churn.probability(lessons.rows)).all())
    return Reproduction(version, snapshot.id, metrics, metrics == card.metrics, same)


def _source(workspace: Workspace, card: Card) -> tuple[Snapshot, Lessons]:
    for snapshot in snapshots.history(workspace):
        with _tables(snapshot) as warehouse:
            lessons = Lessons.read(warehouse)
        if fingerprint(lessons) == card.data:
            return snapshot, lessons
    raise ConfigurationError(f"the rows that {card.version} learned from are in no snapshot that is kept")


def _card(workspace: Workspace, version: str) -> Card:
    registry = registry_of(workspace)
    if card := registry.card(version):
        return card
    known = ", ".join(one.version for one in registry.versions()) or "none"
    raise ConfigurationError(f"there is no version {version} of churn; known: {known}")


def _recipe(workspace: Workspace, changes: Mapping[str, str]) -> CalibratedBoosting:
    """The usual recipe with some parameters changed. Raises ConfigurationError."""
    recipe = CalibratedBoosting(random_state=workspace.settings.seed)
    usual: dict[str, Any] = recipe.get_params()
    for name, text in changes.items():
        if name not in usual:
            raise ConfigurationError(f"unknown parameter {name}; known: {', '.join(usual)}")
        recipe.set_params(**{name: _number(name, text, type(usual[name]))})
    return recipe


def _number(name: str, text: str, kind: type) -> Any:
    try:
        return kind(text)
    except ValueError as error:
        raise ConfigurationError(f"{name} is a number such as {kind(8)}, not {text}") from error
