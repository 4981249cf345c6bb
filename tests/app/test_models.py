"""The commands about versions: what they say, what they advise next, and how they end."""

import datetime as dt
import json
from pathlib import Path

import pytest

from app.exits import Exit
from models.gate import Verdict
from pipelines import retraining
from warehouse.registry import Card, Registry
from warehouse.workspace import Workspace

DAY = dt.date(2026, 7, 1)
SCORES = {"log_loss": 0.41}


def card(seed: int) -> Card:
    return Card("churn", "", DAY, "data", "code", "lock", seed, {"seed": seed}, 100, SCORES)


@pytest.fixture
def registry(home: Path) -> Registry:
    """Two versions, the first of which predicts."""
    found = Registry(Workspace.open(home), "churn")
    for seed in (1, 2):
        found.register(card(seed), {"model.skops": bytes([seed])})
    found.promote("v0001", DAY, "first")
    return found


def compared(monkeypatch, lower: float, upper: float) -> None:
    verdict = Verdict(SCORES, SCORES, lower, upper, ())
    monkeypatch.setattr(retraining, "compare", lambda *_: verdict)


@pytest.mark.parametrize(
    ("lower", "upper", "advice"),
    [(0.1, 0.2, "promote v0002"), (-0.1, 0.1, "promote v0002 --refresh"), (-0.2, -0.1, "list")],
)
def test_what_comes_next_is_what_the_gate_would_allow(
    regulars, registry, home, monkeypatch, lower, upper, advice
):
    compared(monkeypatch, lower, upper)
    result = regulars("models", "compare", "v0002", "--home", home)
    assert f"regulars models {advice}" in result.output
    assert ("--refresh" in result.output) == ("--refresh" in advice)


def test_a_recipe_trained_before_is_nothing_new(regulars, registry, home, monkeypatch):
    monkeypatch.setattr(retraining, "retrain", lambda *_: registry.card("v0001"))
    assert "Nothing new" in regulars("models", "retrain", "--home", home).output
    assert json.loads(regulars("models", "retrain", "--json", "--home", home).output)["is_new"] is False


@pytest.mark.parametrize("command", ["show", "compare", "promote", "reproduce"])
def test_a_version_that_is_not_there_ends_every_command_alike(regulars, registry, home, command):
    assert regulars("models", command, "v0009", "--home", home).exit_code == Exit.USAGE


def test_every_command_speaks_json(regulars, registry, home, monkeypatch):
    assert (
        json.loads(regulars("models", "show", "v0001", "--json", "--home", home).output)["version"] == "v0001"
    )
    monkeypatch.setattr(retraining, "rollback", lambda *_: registry.card("v0001"))
    told = json.loads(regulars("models", "rollback", "--json", "--home", home).output)
    assert told == {"model": "churn", "version": "v0001"}
