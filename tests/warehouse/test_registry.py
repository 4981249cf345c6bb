"""Versions are kept whole, told apart by content, and promoted and rolled back by name."""

import datetime as dt
from dataclasses import replace

import pytest

from pipelines.resources import working_warehouse
from warehouse.registry import ROLLED_BACK, Card, DamagedModel, Registry
from warehouse.workspace import Settings, Workspace

DAY = dt.date(2026, 7, 1)


@pytest.fixture
def registry(tmp_path) -> Registry:
    return Registry(Workspace(tmp_path, Settings()), "churn")


def card(seed: int = 1) -> Card:
    return Card(
        "churn", "", DAY, "20260701-aaaaaaaa", "code", "lock", seed, {"seed": seed}, 100, {"auc": 0.8}
    )


def test_versions_are_numbered_and_the_same_recipe_on_the_same_rows_is_one_version(registry):
    first = registry.register(card(), {"model.skops": b"one"})
    again = registry.register(card(), {"model.skops": b"one"})
    second = registry.register(card(2), {"model.skops": b"two"})
    assert (first.version, again.version, second.version) == ("v0001", "v0001", "v0002")
    assert registry.card("v0002") == second
    assert registry.load("v0002", "model.skops") == b"two"


def test_the_last_promotion_is_the_champion_and_the_one_before_can_come_back(registry):
    assert registry.champion() is None
    for seed in (1, 2, 3):
        kept = registry.register(card(seed), {"model.skops": bytes([seed])})
        registry.promote(kept.version, DAY, "passed the gate")
    assert registry.champion().version == "v0003"
    for version in ("v0002", "v0001"):
        registry.promote(registry.predecessor().version, DAY, *ROLLED_BACK)
        assert registry.champion().version == version
    assert registry.predecessor() is None, "nothing is before the first"
    registry.promote("v0003", DAY, "passed the gate")
    assert registry.predecessor().version == "v0001"
    assert [one.why for one in registry.promotions()].count(ROLLED_BACK[0]) == 2


def test_what_a_night_promotes_counts_for_others_once_it_is_published(registry):
    night = replace(registry, is_night=True)
    for seed in (1, 2):
        night.register(card(seed), {"model.skops": bytes([seed])})
    registry.promote("v0001", DAY, "by hand")
    night.promote("v0002", DAY, "by a night that fails")
    assert night.champion().version == "v0002"
    assert registry.champion().version == "v0001"
    with working_warehouse(registry.workspace):
        assert night.champion().version == "v0001"
    night.promote("v0002", DAY, "by a night that is published")
    registry.confirm()
    with working_warehouse(registry.workspace):
        assert registry.champion().version == "v0002"


def test_a_changed_model_is_not_loaded(registry):
    kept = registry.register(card(), {"model.skops": b"one"})
    (registry.folder / kept.version / "model.skops").write_bytes(b"other")
    with pytest.raises(DamagedModel, match="v0001"):
        registry.load(kept.version, "model.skops")
