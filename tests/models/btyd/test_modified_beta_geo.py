import numpy as np
import pytest

from models.btyd import BetaGeo, ModifiedBetaGeo
from models.btyd.cells import purchase_cells
from models.btyd.simulate import simulate_histories

TRUTH = {"r": 0.8, "alpha": 60.0, "a": 0.7, "b": 2.0}


def simulated(customers, seed, later=0.0):
    """BG/NBD customers of whom some left at their first purchase, as the model has it."""
    age = np.random.default_rng(seed).integers(30, 700, customers)
    return simulate_histories(customers, TRUTH, age, seed, later, first_chances=1)


def test_gradient_and_hessian_are_exact(assert_exact):
    objective = ModifiedBetaGeo().likelihood(purchase_cells(simulated(500, 3)))
    assert_exact(objective, np.array([0.7, 50.0, 0.9, 2.0]))


def test_true_parameters_are_recovered_within_their_errors(assert_recovered):
    models = [ModifiedBetaGeo().fit(simulated(4000, seed)) for seed in range(20)]
    assert_recovered(models, list(TRUTH.values()))


def test_it_explains_cdnow_better_than_the_model_without_the_first_chance(cdnow_full):
    assert ModifiedBetaGeo().fit(cdnow_full).log_likelihood_ > BetaGeo().fit(cdnow_full).log_likelihood_ + 30


def test_probabilities_and_orders_match_simulation():
    frame = simulated(120_000, 8, later=90.0)
    model = ModifiedBetaGeo().set_learned(TRUTH)
    alive = model.probability_alive(frame)
    once = frame["frequency"] == 0
    assert alive[once].mean() == pytest.approx(frame["is_alive"][once].mean(), abs=0.01)
    assert alive[~once].mean() == pytest.approx(frame["is_alive"][~once].mean(), abs=0.01)
    assert model.predict(frame, 90).sum() == pytest.approx(frame["held_out"].sum(), rel=0.02)
    chance = model.probability_of_order(frame, 90)
    assert chance.mean() == pytest.approx((frame["held_out"] > 0).mean(), abs=0.005)
    grown = simulate_histories(200_000, TRUTH, 365.0, 1, first_chances=1)
    assert model.expected_cumulative(365) == pytest.approx(grown["frequency"].mean(), rel=0.02)
    assert model.share_alive(365) == pytest.approx(grown["is_alive"].mean(), rel=0.02)
