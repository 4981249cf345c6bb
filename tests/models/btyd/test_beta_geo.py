import numpy as np
import pandas as pd
import pytest
from scipy.integrate import quad
from scipy.stats import beta as beta_distribution
from sklearn.base import clone

from models.btyd import BetaGeo, FitError, RegularBetaGeo
from models.btyd.beta_geo_likelihood import Likelihood
from models.btyd.cells import purchase_cells
from models.btyd.simulate import simulate_histories

TRUTH = {"r": 0.6, "alpha": 60.0, "a": 0.8, "b": 2.5}


def simulated(customers=4000, seed=3):
    age = np.random.default_rng(seed).integers(30, 700, customers)
    return simulate_histories(customers, TRUTH, age, seed)


def test_the_published_sample_is_reproduced(cdnow_sample):
    model = BetaGeo().fit(cdnow_sample)
    assert len(cdnow_sample) == 2357
    assert np.round(model.learned, 4) == pytest.approx([0.2426, 4.4136, 0.7929, 2.4259])
    assert round(model.log_likelihood_, 2) == -9582.43
    assert model.converged_
    customer = pd.DataFrame({"frequency": [2], "recency": [30.43], "T": [38.86]})
    assert round(model.predict(customer, 39)[0], 3) == 1.226


def test_all_of_cdnow_is_reproduced_and_held_out_orders_are_forecast_as_well(cdnow_full):
    model = BetaGeo().fit(cdnow_full)
    assert len(cdnow_full) == 23570
    assert np.round(model.learned, 5) == pytest.approx([0.25162, 4.78894, 0.72343, 2.16109], abs=1.1e-5)
    assert model.log_likelihood_ >= -95368.444 * (1 + 1e-6)
    error = model.predict(cdnow_full, 39) - cdnow_full["held_out"]
    assert np.abs(error).mean() <= 0.8195
    assert np.sqrt((error**2).mean()) <= 1.7335


def test_gradient_and_hessian_are_exact(assert_exact):
    assert_exact(Likelihood(purchase_cells(simulated(500))), np.array([0.7, 50.0, 0.9, 2.0]))


def test_weights_are_repeated_rows():
    frame = simulated(300)
    weight = np.random.default_rng(0).integers(1, 4, len(frame))
    weighted = BetaGeo().fit(frame.assign(weight=weight))
    repeated = BetaGeo().fit(frame.loc[frame.index.repeat(weight)])
    assert weighted.learned == pytest.approx(repeated.learned, rel=1e-6)
    assert weighted.log_likelihood_ == pytest.approx(repeated.log_likelihood_, rel=1e-12)


def test_row_order_does_not_matter():
    frame = simulated()
    shuffled = frame.sample(frac=1, random_state=1)
    assert np.array_equal(BetaGeo().fit(frame).learned, BetaGeo().fit(shuffled).learned)


def test_the_unit_of_time_only_scales_alpha():
    frame = simulated()
    weeks = frame.assign(recency=frame["recency"] / 7, T=frame["T"] / 7)
    days, by_week = BetaGeo().fit(frame), BetaGeo().fit(weeks)
    assert days.learned == pytest.approx(by_week.learned * [1, 7, 1, 1], rel=1e-5)


def test_true_parameters_are_recovered_within_their_errors(assert_recovered):
    assert_recovered([BetaGeo().fit(simulated(4000, seed)) for seed in range(20)], list(TRUTH.values()))


@pytest.mark.parametrize(
    ("frequency", "age", "days"), [(0, 1, 365), (0, 0, 39), (3, 100, 30), (60, 400, 365), (900, 700, 90)]
)
@pytest.mark.parametrize("parameters", [(0.6, 60.0, 0.8, 2.5), (0.2, 4.4, 1.0, 2.4), (5.0, 90.0, 0.3, 0.7)])
def test_the_expectation_is_the_integral_it_stands_for(frequency, age, days, parameters):
    r, alpha, a, b = parameters
    model = BetaGeo().set_learned({"r": r, "alpha": alpha, "a": a, "b": b})
    share, power = days / (alpha + age), r + frequency

    def purchases(p):
        return -np.expm1(-power * np.log1p(p * share)) / p * beta_distribution.pdf(p, a, b + frequency)

    expected = quad(purchases, 0, 0.02, limit=200)[0] + quad(purchases, 0.02, 1, limit=200)[0]
    found = model.expected_if_alive(np.array([frequency]), np.array([age]), days)[0]
    assert found == pytest.approx(expected, rel=1e-5)


def test_one_order_customers_are_alive_and_silence_speaks_against_the_others():
    model = BetaGeo().set_learned(TRUTH)
    frame = pd.DataFrame({"frequency": [0, 5, 5, 5], "recency": [0, 300, 200, 100], "T": [300] * 4})
    alive = model.probability_alive(frame)
    assert alive[0] == 1
    assert list(alive[1:]) == sorted(alive[1:], reverse=True)


def test_expected_orders_grow_with_the_horizon_and_match_simulation():
    model = BetaGeo().set_learned(TRUTH)
    curve = model.expected_cumulative([0, 30, 90, 365, 3650])
    assert curve[0] == pytest.approx(0)
    assert list(curve) == sorted(curve)
    assert curve[3] == pytest.approx(simulate_histories(200_000, TRUTH, 365, 1)["frequency"].mean(), rel=0.02)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"frequency": 0, "recency": 0.0}, "bought twice"),
        ({"recency": 1e4}, "exceeds"),
        ({"T": np.nan}, "missing"),
        ({"frequency": -1}, "negative"),
    ],
)
def test_impossible_data_are_named(change, message):
    with pytest.raises(FitError, match=message):
        BetaGeo().fit(simulated(20).assign(**change))


def test_nobody_and_no_column_are_named():
    with pytest.raises(FitError, match="no customers"):
        BetaGeo().fit(simulated(20).head(0))
    with pytest.raises(FitError, match="no column T"):
        BetaGeo().fit(simulated(20).drop(columns="T"))


def test_a_boundary_is_detected_not_shrunk():
    """Buyers who never leave: dropout cannot be told, and the fit says so."""
    draw = np.random.default_rng(1)
    frequency = draw.poisson(draw.gamma(2, 1 / 40, 3000) * 400)
    recency = np.where(frequency > 0, 400 * draw.beta(np.maximum(frequency, 1), 1), 0)
    model = BetaGeo().fit(pd.DataFrame({"frequency": frequency, "recency": recency, "T": 400}))
    assert not model.converged_
    assert "leave" in model.diagnosis_
    same = pd.DataFrame({"frequency": [4] * 50, "recency": [200] * 50, "T": [400] * 50})
    assert BetaGeo().fit(same).diagnosis_


def test_constructor_arguments_are_left_alone():
    model = clone(BetaGeo(max_steps=7)).fit(simulated(300))
    assert model.get_params() == {"tolerance": 1e-13, "max_steps": 7}


@pytest.mark.parametrize("model", [BetaGeo, RegularBetaGeo])
def test_nobody_leaves_where_a_ran_off_to_nought(model):
    """Then orders are those of a Poisson process of rate Gamma(r + 2, alpha + T)."""
    parameters = np.tile([1.0, 30.0, 0.0, 5.0], (4000, 1))
    fitted = model(**({"k": 1} if model is RegularBetaGeo else {}))
    fitted.k_ = 1
    orders = fitted.draw_orders(np.random.default_rng(1), parameters, 2.0, np.array([60.0]), 90.0)
    assert abs(orders.mean() - 90 * 3 / 90) < 0.15
