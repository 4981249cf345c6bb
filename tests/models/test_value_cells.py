import numpy as np
import pytest

from models.btyd.simulate import simulate_rhythms, simulate_spend
from models.value_cells import ValueCells
from models.value_choice import Choice
from models.value_parameters import Parameters, fit_parameters

TRUTH = {"r": 0.9, "alpha": 20.0, "a": 0.7, "b": 4.0}


@pytest.fixture(scope="module")
def rhythmic():
    """Customers of a rhythm of four steps, the parameters fitted on them, and what the cells expect."""
    age = np.random.default_rng(1).integers(60, 700, 8000)
    history = simulate_rhythms(8000, TRUTH, 4, age, 3, later=90.0)
    spend = simulate_spend(history["frequency"].to_numpy(), {"p": 6.0, "q": 4.0, "v": 40.0}, 5)
    orders = history["frequency"] + 1
    history = history.assign(monetary_value=spend, orders=orders, revenue=50.0 * orders, is_wholesale=False)
    parameters = Parameters.from_frame(fit_parameters(history, Choice("regular_beta_geo")))
    cells = ValueCells(parameters, 0.1, 60, (history["frequency"].max(), history["T"].max()), 1)
    return history, parameters, cells.score(history)


def test_the_rhythm_comes_back_from_the_table_of_parameters(rhythmic):
    assert rhythmic[1].orders.k_ == 4


def test_cells_of_a_rhythm_expect_what_the_model_predicts(rhythmic):
    history, parameters, scored = rhythmic
    assert np.allclose(scored["expected_orders_90"], parameters.orders.predict(history, 90))
    assert np.allclose(scored["p_order_90"], parameters.orders.probability_of_order(history, 90))
    assert scored["expected_orders_90"].sum() == pytest.approx(history["held_out"].sum(), rel=0.05)
    assert (scored["next_days_10"] < scored["next_days_50"]).all()
    assert (scored["discounted_orders_365"] < scored["expected_orders_365"]).all()


def test_who_bought_long_ago_in_their_rhythm_is_due_sooner(rhythmic):
    history, _, scored = rhythmic
    often = history["frequency"] > 5
    silence = (history["T"] - history["recency"]) / (history["T"] / history["frequency"])
    due, fresh = often & silence.between(0.8, 1.2), often & (silence < 0.2)
    pace = scored["next_days_50"] / (history["T"] / history["frequency"])
    assert pace[due].mean() < 0.7 * pace[fresh].mean()
