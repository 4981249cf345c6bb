import numpy as np
import pandas as pd
import pytest
from scipy.integrate import quad
from sklearn.base import clone

from models.btyd import BetaGeo, FitError, ParetoNBD
from models.btyd.cells import purchase_cells
from models.btyd.pareto_nbd_likelihood import log_left
from models.btyd.simulate import simulate_lifetimes

TRUTH = {"r": 0.6, "alpha": 60.0, "s": 0.7, "beta": 120.0}


def simulated(customers=4000, seed=3, later=0.0):
    age = np.random.default_rng(seed).integers(30, 700, customers)
    return simulate_lifetimes(customers, TRUTH, age, seed, later)


def test_the_published_sample_is_reproduced(cdnow_sample):
    model = ParetoNBD().fit(cdnow_sample)
    assert [round(model.r_, 4), round(model.alpha_, 3)] == [0.5533, 10.578]
    assert [round(model.s_, 3), round(model.beta_, 3)] == [0.606, 11.669]
    assert round(model.log_likelihood_, 2) == -9594.98
    assert model.converged_
    assert model.diagnose()["is_ok"].all()


def test_all_of_cdnow_is_reproduced_and_held_out_orders_are_forecast_as_well(cdnow_full):
    model = ParetoNBD().fit(cdnow_full)
    assert model.learned == pytest.approx([0.59741, 11.5851, 0.52217, 8.8260], rel=3e-4)
    assert model.log_likelihood_ >= -95415.119 * (1 + 1e-6)
    error = model.predict(cdnow_full, 39) - cdnow_full["held_out"]
    assert np.abs(error).mean() <= 0.7945
    assert np.sqrt((error**2).mean()) <= 1.7265


def test_gradient_and_hessian_are_exact(assert_exact):
    cells = purchase_cells(simulated(500))
    for at in ([0.7, 50.0, 0.9, 200.0], [0.7, 80.0, 0.4, 20.0], [2.0, 30.0, 1.5, 30.0]):
        assert_exact(ParetoNBD().likelihood(cells), np.array(at))


def test_true_parameters_are_recovered_within_their_errors(assert_recovered):
    models = [ParetoNBD().fit(simulated(4000, seed)) for seed in range(15)]
    assert_recovered(models, list(TRUTH.values()))


@pytest.mark.parametrize(
    ("frequency", "recency", "age"),
    [(0, 0, 1), (0, 0, 700), (3, 60, 100), (3, 1, 700), (60, 350, 400), (900, 10, 700), (900, 699, 700)],
)
@pytest.mark.parametrize(
    "parameters", [(0.6, 60.0, 0.7, 120.0), (0.2, 0.01, 1.0, 5.0), (5.0, 90.0, 0.3, 0.02), (2, 5, 40, 9000)]
)
def test_the_chance_of_having_left_is_the_integral_it_stands_for(frequency, recency, age, parameters):
    r, alpha, s, beta = parameters
    top = -(r + frequency) * np.log(alpha + recency) - (s + 1) * np.log(beta + recency)

    def density(v):
        tau = np.exp(v) - shift
        log = -(r + frequency) * np.log(alpha + tau) - (s + 1) * np.log(beta + tau)
        return np.exp(log - top + v)

    shift = min(alpha, beta)
    low, high = np.log(shift + recency), np.log(shift + age)
    edges = [low, *(low + (high - low) * np.array([0.001, 0.01, 0.1, 0.4])), high]
    exact = sum(quad(density, *edges[i : i + 2], epsabs=0)[0] for i in range(5))
    one = [np.array([float(number)]) for number in (r + frequency, recency, age)]
    found = log_left((alpha, s, beta), *one)[0]
    assert found == pytest.approx(np.log(s * exact) + top, abs=1e-8)


def test_probabilities_and_orders_match_simulation():
    frame = simulated(120_000, seed=8, later=90.0)
    model = ParetoNBD().set_learned(TRUTH)
    alive, expected = model.probability_alive(frame), model.predict(frame, 90)
    bought, chance = frame["held_out"] > 0, model.probability_of_order(frame, 90)
    assert expected.sum() == pytest.approx(frame["held_out"].sum(), rel=0.02)
    for low in np.arange(0, 1, 0.2):
        among = (alive >= low) & (alive < low + 0.2)
        assert alive[among].mean() == pytest.approx(frame["is_alive"][among].mean(), abs=0.02)
        among = (chance >= low) & (chance < low + 0.2)
        assert chance[among].mean() == pytest.approx(bought[among].mean(), abs=0.02)
    grown = simulate_lifetimes(200_000, TRUTH, 365.0, 1)
    assert model.expected_cumulative(365) == pytest.approx(grown["frequency"].mean(), rel=0.02)
    assert model.share_alive(365) == pytest.approx(grown["is_alive"].mean(), rel=0.02)


def test_expected_orders_are_smooth_where_s_is_one():
    near = [
        ParetoNBD().set_learned(TRUTH | {"s": s}).expected_cumulative(300) for s in (1 - 1e-9, 1, 1 + 1e-9)
    ]
    assert near == pytest.approx([near[1]] * 3)


def test_weights_are_repeated_rows_and_order_does_not_matter():
    frame = simulated(300)
    weight = np.random.default_rng(0).integers(1, 4, len(frame))
    weighted = ParetoNBD().fit(frame.assign(weight=weight))
    repeated = ParetoNBD().fit(frame.loc[frame.index.repeat(weight)].sample(frac=1, random_state=1))
    assert weighted.learned == pytest.approx(repeated.learned, rel=1e-5)


def test_a_fit_that_runs_off_is_named():
    """Customers who all leave at one rate: s and beta run off together, and no parameter is shrunk."""
    draw = np.random.default_rng(1)
    age, leaves = 400.0, draw.exponential(150, 3000)
    seen = np.minimum(leaves, age)
    frequency = draw.poisson(draw.gamma(1.5, 1 / 30, 3000) * seen)
    recency = np.where(frequency > 0, seen * draw.beta(np.maximum(frequency, 1), 1), 0)
    frame = pd.DataFrame({"frequency": frequency, "recency": recency, "T": age})
    model = ParetoNBD().fit(frame)
    assert not model.is_usable_
    assert "s and beta" in model.diagnosis_
    assert not model.diagnose().set_index("check").loc["divergence", "is_ok"]


@pytest.mark.parametrize("customers", [1, 30])
@pytest.mark.parametrize("history", [(0, 0, 60), (4, 200, 400), (1, 60, 60)])
def test_uniform_customers_get_an_honest_answer(customers, history):
    frame = pd.DataFrame([history] * customers, columns=["frequency", "recency", "T"])
    for estimator in (BetaGeo(), ParetoNBD()):
        if history[0] == 0:
            with pytest.raises(FitError, match="bought twice"):
                clone(estimator).fit(frame)
        else:
            assert clone(estimator).fit(frame).diagnosis_
