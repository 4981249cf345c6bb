import numpy as np
import pandas as pd
import pytest

from models.btyd import FitError, ModifiedBetaGeo, RegularBetaGeo
from models.btyd.cells import purchase_cells
from models.btyd.regular_beta_geo import regularity
from models.btyd.regular_beta_geo_likelihood import Likelihood
from models.btyd.simulate import simulate_rhythms

TRUTH = {"r": 0.85, "alpha": 30.0, "a": 0.79, "b": 2.42}


def simulated(customers, seed, k=3, later=0.0):
    age = np.random.default_rng(seed).integers(60, 700, customers)
    return simulate_rhythms(customers, TRUTH, k, age, seed, later)


def test_gradient_and_hessian_are_exact(assert_exact):
    objective = Likelihood(purchase_cells(simulated(500, 3)), 3)
    assert_exact(objective, np.array([0.7, 20.0, 0.9, 2.0]))


def test_one_step_a_gap_is_the_model_without_rhythm(cdnow_sample):
    plain, one = ModifiedBetaGeo().fit(cdnow_sample), RegularBetaGeo(k=1).fit(cdnow_sample)
    assert one.log_likelihood_ == pytest.approx(plain.log_likelihood_, rel=1e-12)
    assert np.allclose(one.learned, plain.learned, rtol=1e-6)
    assert np.allclose(one.predict(cdnow_sample, 39), plain.predict(cdnow_sample, 39), rtol=1e-6)
    assert np.allclose(one.probability_alive(cdnow_sample), plain.probability_alive(cdnow_sample))
    assert one.share_alive(39.0) == pytest.approx(plain.share_alive(39.0), rel=1e-6)


def test_no_rhythm_is_found_in_cdnow_as_published(cdnow_sample):
    assert RegularBetaGeo().fit(cdnow_sample).k_ == 1


@pytest.mark.parametrize("k", [1, 2, 3, 5])
def test_the_rhythm_is_found(k):
    assert RegularBetaGeo().fit(simulated(4000, 11, k)).k_ == k


def test_true_parameters_are_recovered_within_their_errors(assert_recovered):
    models = [RegularBetaGeo(k=3).fit(simulated(4000, seed)) for seed in range(20)]
    assert_recovered(models, list(TRUTH.values()))


def test_probabilities_and_orders_match_simulation():
    frame = simulated(120_000, 8, later=90.0)
    model = RegularBetaGeo().set_learned(TRUTH | {"k": 3})
    alive, expected, came = model.probability_alive(frame), model.predict(frame, 90), frame["held_out"]
    late = frame["T"] - frame["recency"] > 60
    for group in (frame["frequency"] == 0, (frame["frequency"] > 2) & late, (frame["frequency"] > 2) & ~late):
        assert alive[group].mean() == pytest.approx(frame["is_alive"][group].mean(), abs=0.01)
        assert expected[group].sum() == pytest.approx(came[group].sum(), rel=0.03)
        chance = model.probability_of_order(frame, 90)[group]
        assert chance.mean() == pytest.approx((came > 0)[group].mean(), abs=0.01)
    grown = simulate_rhythms(200_000, TRUTH, 3, 365.0, 1)
    assert model.expected_cumulative(365.0) == pytest.approx(grown["frequency"].mean(), rel=0.02)
    assert model.share_alive(365.0) == pytest.approx(grown["is_alive"].mean(), rel=0.02)


def test_rhythm_forecasts_better_where_there_is_one():
    frame = simulated(20_000, 5, k=4, later=90.0)
    errors = [
        ((family().fit(frame).predict(frame, 90) - frame["held_out"]) ** 2).mean()
        for family in (RegularBetaGeo, ModifiedBetaGeo)
    ]
    assert errors[0] < 0.97 * errors[1]


def test_two_gaps_of_each_customer_tell_the_rhythm():
    draw = np.random.default_rng(2)
    rate = draw.gamma(1, 1, 20_000)
    assert regularity(draw.gamma(3, rate), draw.gamma(3, rate)) == pytest.approx(3, rel=0.03)


@pytest.mark.parametrize("k", [0, -1, 1.5])
def test_k_counts_steps(k):
    with pytest.raises(FitError, match="whole number"):
        RegularBetaGeo(k=k).fit(pd.DataFrame({"frequency": [1, 2], "recency": [3, 5], "T": [9, 9]}))
