import numpy as np
import pandas as pd
import pytest
from scipy.optimize import nnls

from models.btyd import BetaGeo
from models.btyd.simulate import simulate_histories
from models.two_part import COLUMNS, TwoPartBoosting, forecast_spend
from models.value_choice import Choice, _weights, choose, fit_orders, total_level

TRUTH = {"r": 0.9, "alpha": 45.0, "a": 0.8, "b": 4.0}
DAYS = 90


def labelled(seed, customers=3000, growth=1.0, wholesale=0.0):
    """A past day of customers of whom a few spend fifty times as much; later orders grow by a factor."""
    draw = np.random.default_rng(seed)
    seen = simulate_histories(customers, TRUTH, 400.0, seed, later=DAYS)
    scale = np.where(draw.random(customers) < wholesale, 5000.0, 100.0)
    worth = pd.Series(scale * draw.gamma(4, 0.25, customers))
    after = draw.binomial(seen["held_out"], 1.0) + draw.poisson((growth - 1) * seen["held_out"])
    before = draw.binomial(seen["frequency"], DAYS / 400) * worth
    return pd.DataFrame(
        {
            "customer_id": [f"C{number}" for number in range(customers)],
            "as_of": pd.Timestamp("2025-01-01") + pd.Timedelta(days=seed),
            "tenure_days": 400, "recency_days": 400 - np.ceil(seen["recency"]),
            "purchase_days": seen["frequency"] + 1, "orders": seen["frequency"] + 1,
            "monetary_value": (worth * draw.gamma(9, 1 / 9, customers)).where(seen["frequency"] > 0),
            "revenue_total": worth * (seen["frequency"] + 1), "revenue_before": before,
            "purchase_days_after": after, "revenue_after": after * worth,
        }
    )  # fmt: skip


def past(days=3, **how):
    return pd.concat([labelled(seed, **how) for seed in range(days)], ignore_index=True)


def test_where_the_model_is_right_it_is_left_alone():
    choice = choose(past(), DAYS)
    assert choice.model == "beta_geo"
    assert choice.level == pytest.approx(1, abs=0.05)
    assert choice.own_weight + choice.recent_weight == pytest.approx(1, abs=0.25)


def test_the_level_makes_the_totals_of_past_days_right_within_bounds():
    assert choose(past(growth=1.3), DAYS).level == pytest.approx(1.3, abs=0.06)
    assert choose(past(growth=4.0), DAYS).level == 1.5
    assert total_level(np.zeros(3), np.ones(3)) == pytest.approx(2 / 3)


def test_weights_are_used_only_where_they_forecast_other_customers_better():
    """The latest window says everything, then nothing."""
    rows = past()
    lately = rows.assign(revenue_after=rows["revenue_before"] * 2, monetary_value=100.0)
    assert choose(lately, DAYS).recent_weight == pytest.approx(2, abs=0.1)
    noise = rows.assign(revenue_before=np.random.default_rng(1).permutation(rows["revenue_before"]))
    assert choose(noise, DAYS).recent_weight < 0.1


def test_without_days_or_repeaters_the_default_stands():
    assert choose(past().head(0), DAYS) == Choice(days=DAYS)
    assert choose(past(1, customers=15), DAYS) == Choice(days=DAYS)
    few = pd.DataFrame({"frequency": [0, 1], "recency": [0, 9], "T": [30, 30]})
    assert "fewer than 20" in fit_orders(few, "pareto_nbd")


def test_a_model_that_runs_off_gives_way_to_the_next():
    draw = np.random.default_rng(1)
    leaves = np.minimum(draw.exponential(150, 3000), 400.0)
    frequency = draw.poisson(draw.gamma(1.5, 1 / 30, 3000) * leaves)
    last = np.where(frequency > 0, leaves * draw.beta(np.maximum(frequency, 1), 1), 0)
    frame = pd.DataFrame({"frequency": frequency, "recency": last, "T": 400.0})
    assert isinstance(fit_orders(frame, "pareto_nbd"), BetaGeo)


def test_two_part_boosting_learns_who_buys_and_how_much():
    draw = np.random.default_rng(1)
    features = pd.DataFrame(
        {"rate": draw.uniform(0, 1, 6000), "size": draw.uniform(1, 5, 6000), "none": np.nan}
    )
    buys = draw.random(6000) < features["rate"]
    spent = np.where(buys, np.exp(features["size"]) * draw.lognormal(0, 0.5, 6000), 0.0)
    model = TwoPartBoosting().fit(features[:4000], spent[:4000])
    expected = model.predict(features[4000:])
    truth = features["rate"] * np.exp(features["size"]) * np.exp(0.125)
    assert np.corrcoef(expected, truth[4000:])[0, 1] > 0.97
    assert expected.sum() == pytest.approx(spent[4000:].sum(), rel=0.1)


def test_the_challenger_says_when_it_cannot_learn():
    rows = pd.DataFrame(0.0, range(50), [*COLUMNS, "revenue_after"]).assign(customer_id="C")
    assert np.isnan(forecast_spend(rows, rows, seed=1)).all()


def test_weights_are_those_of_non_negative_least_squares_and_no_draw_decides():
    draw = np.random.default_rng(4)
    parts = draw.gamma(1.0, 100.0, (900, 2))
    customers = np.repeat([f"C{number}" for number in range(300)], 3)
    for truth in ((0.7, 0.4), (1.3, 0.0), (0.0, 0.8)):
        actual = parts @ np.array(truth) + draw.normal(0, 20, 900)
        found = _weights(parts, actual, customers)
        assert found == pytest.approx(nnls(parts, actual)[0], abs=1e-9)
        renamed = np.repeat([f"X{number * 7919 % 300}" for number in range(300)], 3)
        assert _weights(parts, actual, renamed) == found


def test_one_giant_does_not_weigh_for_everybody():
    draw = np.random.default_rng(5)
    parts = draw.gamma(1.0, 100.0, (500, 2))
    actual = parts[:, 0] + draw.normal(0, 30, 500)
    actual[0], parts[0] = 90_000.0, (200.0, 300.0)
    assert _weights(parts, actual, np.array([f"C{number}" for number in range(500)])) == (1.0, 0.0)
