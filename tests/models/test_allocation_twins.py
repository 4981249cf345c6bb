"""Those held back are asked by the same rule as those contacted."""

import numpy as np
import pytest

from models.allocation import allocate
from models.allocation_twins import twins

COST = [0.5, 1.0, 2.0]
GROUP = [0, 0, 1]


def drawn(value, share=0.3):
    """Half plan, half control: who is contacted, and what the others would have got."""
    rng = np.random.default_rng(7)
    is_held_out = rng.random(len(value)) < share
    contacted = np.where(is_held_out[:, None], np.nan, value)
    held_out = np.where(is_held_out[:, None], value, np.nan)
    limits = {
        "cost": COST,
        "budget": 0.25 * len(value),
        "capacity": [0.2 * len(value), np.inf],
        "group": GROUP,
    }
    plan = allocate(contacted, **limits)
    return is_held_out, plan.choice, twins(held_out, contacted, plan.choice, **limits, prices=plan.prices)


def test_without_ties_the_rule_is_the_same_for_all():
    value = np.random.default_rng(1).gamma(2, 1, (20_000, 3))
    is_held_out, chosen, instead = drawn(value)
    assert (chosen[is_held_out] == -1).all()
    assert (instead[~is_held_out] == -1).all()
    for option in range(3):
        share = (chosen[~is_held_out] == option).mean()
        assert (instead[is_held_out] == option).mean() == pytest.approx(share, abs=0.02)
        worth, twin = value[chosen == option, option].mean(), value[instead == option, option].mean()
        assert twin == pytest.approx(worth, rel=0.03)


def test_equals_are_shared_out_like_their_equals():
    """Two segments of equal customers: prices alone leave everybody of the dearer one undecided."""
    segment = np.random.default_rng(2).integers(0, 2, 10_000)
    value = np.array([[3.0, 1.0, 0.0], [2.0, 4.0, 5.0]])[segment]
    is_held_out, chosen, instead = drawn(value)
    for part in (0, 1):
        here = segment == part
        for option in range(-1, 3):
            share = (chosen[here & ~is_held_out] == option).mean()
            assert (instead[here & is_held_out] == option).mean() == pytest.approx(share, abs=0.01)


def test_nobody_contacted_nobody_held_back():
    value = np.ones((10, 3))
    assert (twins(value, value, np.full(10, -1), COST, GROUP, [0.0, 0.0, 0.0]) == -1).all()
    assert len(twins(value[:0], value[:0], np.empty(0, int), COST, GROUP, [0.0, 0.0, 0.0])) == 0
