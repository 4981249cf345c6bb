"""Training, comparing and promoting versions by hand, on the published snapshot; the night itself goes on."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from assets.champion import FIRST
from assets.kinds import KINDS, Kind, Teaching
from assets.provenance import code, libraries
from assets.versions import made_again, registered, versus
from models.gate import Verdict
from warehouse import DuckDBWarehouse, snapshots
from warehouse.errors import ConfigurationError, nearest
from warehouse.registry import ROLLED_BACK, Card, NoSuchVersion, Registry
from warehouse.snapshots import Snapshot
from warehouse.workspace import Workspace


@dataclass(frozen=True)
class Reproduction:
    """Whether a version made again from its card gives the same scores and the same predictions.

    Where the code of the models or their libraries are not those of the card, either may differ.
    """

    version: str
    snapshot: str
    metrics: dict[str, float]
    same_metrics: bool
    same_predictions: bool
    same_code: bool


@contextmanager
def _tables(snapshot: Snapshot) -> Iterator[DuckDBWarehouse]:
    with snapshot.open() as connection:
        yield DuckDBWarehouse.over(connection)


def _lessons(workspace: Workspace, kind: Kind) -> Teaching:
    with _tables(snapshots.serving(workspace)) as warehouse:
        return kind.read(warehouse)


def retrain(workspace: Workspace, changes: Mapping[str, str], model: str = "churn") -> Card:
    """Train a version by the usual recipe with some of its parameters changed; it does not predict yet."""
    kind = KINDS[model]
    recipe, lessons = _recipe(workspace, kind, changes), _lessons(workspace, kind)
    return registered(Registry(workspace, model), lessons, recipe, lessons.taught(recipe))


def compare(workspace: Workspace, version: str, model: str = "churn") -> Verdict | None:
    """A version against the champion on the newest day with known outcomes; None without champion or day.

    Raises NoSuchVersion, also where the version is the champion itself.
    """
    registry = Registry(workspace, model)
    card, champion = _card(registry, version), registry.champion()
    if champion is not None and champion.version == card.version:
        raise NoSuchVersion(
            f"{version} is the champion itself and predicts already.",
            f"{version} 即现任模型，已在使用中。",
        )
    return None if champion is None else versus(registry, _lessons(workspace, KINDS[model]), card, champion)


def promote(
    workspace: Workspace, version: str, is_refresh: bool, model: str = "churn"
) -> tuple[bool, Verdict | None]:
    """Let a version predict where the gate allows it; whether it did, and what the gate saw.

    Only the first champion passes without a comparison.
    """
    verdict = compare(workspace, version, model)
    is_first = Registry(workspace, model).champion() is None
    allowed = is_first if verdict is None else verdict.allows(is_refresh)
    if allowed:
        why = verdict.sentence if verdict else FIRST
        day = _lessons(workspace, KINDS[model]).day
        Registry(workspace, model).promote(version, day, *why)
    return allowed, verdict


def rollback(workspace: Workspace, model: str = "churn") -> Card:
    """Let the champion before the present one predict again. Raises NoSuchVersion."""
    registry = Registry(workspace, model)
    earlier = registry.predecessor()
    if earlier is None:
        raise NoSuchVersion("There is no earlier champion to go back to.", "没有更早的模型可回退。")
    day = _lessons(workspace, KINDS[model]).day
    registry.promote(earlier.version, day, *ROLLED_BACK)
    return earlier


def reproduce(workspace: Workspace, version: str, model: str = "churn") -> Reproduction:
    """Make a version again from its card, on the snapshot that holds its rows.

    Raises NoSuchVersion, and ConfigurationError where no snapshot holds them any more.
    """
    registry = Registry(workspace, model)
    card = _card(registry, version)
    snapshot, lessons = _source(workspace, KINDS[model], card)
    metrics, same = made_again(registry, lessons, card)
    is_same_code = (card.code, card.libraries) == (code(), libraries())
    return Reproduction(version, snapshot.id, metrics, metrics == card.metrics, same, is_same_code)


def _source(workspace: Workspace, kind: Kind, card: Card) -> tuple[Snapshot, Teaching]:
    for snapshot in snapshots.history(workspace):
        with _tables(snapshot) as warehouse:
            lessons = kind.read(warehouse)
        if lessons.fingerprint == card.data:
            return snapshot, lessons
    raise ConfigurationError(
        f"The rows that {card.version} learned from are in no snapshot kept.",
        f"{card.version} 的训练数据已不在保留的快照中。",
    )


def _card(registry: Registry, version: str) -> Card:
    if card := registry.card(version):
        return card
    en, zh = nearest(version, [one.version for one in registry.versions()])
    raise NoSuchVersion(f"There is no version {version} of {registry.model}{en}", f"没有版本 {version}{zh}")


def _recipe(workspace: Workspace, kind: Kind, changes: Mapping[str, str]) -> Any:
    """The usual recipe with some parameters changed. Raises ConfigurationError."""
    recipe = kind.recipe(random_state=workspace.settings.seed)
    usual: dict[str, Any] = recipe.get_params()
    for name, text in changes.items():
        if name not in usual:
            en, zh = nearest(name, usual)
            raise ConfigurationError(f"Unknown parameter {name}{en}", f"没有参数 {name}{zh}")
        recipe.set_params(**{name: _number(name, text, type(usual[name]))})
    if recipe.fault:
        raise ConfigurationError(*recipe.fault)
    return recipe


def _number(name: str, text: str, kind: type) -> Any:
    try:
        return kind(text)
    except ValueError as error:
        raise ConfigurationError(
            f"{name} is a number such as {kind(8)}, not {text}.", f"{name} 应为数值，例如 {kind(8)}。"
        ) from error
