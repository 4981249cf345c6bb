"""The gate lets better challengers through, refuses worse ones, and is not fooled."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import expit

from models.gate import compare


@pytest.fixture
def world():
    draw = np.random.default_rng(3)
    truth = expit(draw.normal(0, 1.2, 3000))
    return draw, truth, (draw.random(3000) < truth).astype(float)


def test_a_worse_challenger_is_refused(world):
    draw, truth, actual = world
    verdict = compare(actual, expit(draw.normal(0, 1.2, 3000)), truth, 1)
    assert verdict.is_worse
    assert not verdict.allows(is_refresh=True)
    assert verdict.champion["auc"] > verdict.challenger["auc"]
    english, chinese = replace(verdict, faults=()).sentence
    assert english.startswith("Worse than the champion beyond doubt: log loss higher by 0.")
    assert "-" not in english + chinese


def test_a_better_challenger_is_allowed(world):
    _, truth, actual = world
    verdict = compare(actual, truth, np.full(3000, actual.mean()), 1)
    assert verdict.is_better
    assert verdict.allows(is_refresh=False)


def test_an_equal_one_only_as_a_refresh(world):
    _, truth, actual = world
    verdict = compare(actual, truth, truth, 1)
    assert not verdict.allows(is_refresh=False)
    assert verdict.allows(is_refresh=True)


def test_a_challenger_that_promises_wrongly_is_refused_however_it_ranks(world):
    _, truth, actual = world
    verdict = compare(actual, np.clip(truth + 0.2, 0, 1), truth, 1)
    assert "calibration" in verdict.faults
    assert not verdict.allows(is_refresh=True)


def test_what_is_too_good_is_a_leak(world):
    _, truth, actual = world
    verdict = compare(actual, np.clip(actual, 0.01, 0.99), truth, 1)
    assert verdict.faults == ("too good",)
    assert not verdict.allows(is_refresh=False)
