import re

import numpy as np
import pandas as pd
import pytest

from models.backtest import CONTESTS, backtest
from models.grades import grade

ORIGINS = pd.to_datetime(["2025-01-01", "2025-05-01", "2025-09-01"])


def forecasts(churn, seed=1, customers=3000, value=None):
    """Customers with true leaving probabilities; `churn` makes the model's out of them."""
    draw = np.random.default_rng(seed)
    frames = []
    for origin in ORIGINS:
        truth = draw.beta(0.7, 0.7, customers)
        churned = (draw.random(customers) < truth).astype(float)
        orders = np.where(churned > 0, 0, 1 + draw.poisson(1, customers))
        recency = np.clip(truth + draw.normal(0, 0.4, customers), 0, 1)
        frames.append(
            pd.DataFrame({
                "origin": origin, "customer_id": [f"C{number:04d}" for number in range(customers)],
                "churned": churned, "churn": churn(truth, churned, draw), "churn_base_rate": 0.5,
                "churn_recency": recency, "churn_beta_geo": truth,
                "repeated": 1 - churned, "repeat_purchase": 1 - truth, "repeat_purchase_base_rate": 0.5,
                "repeat_purchase_recency": 1 - recency,
                "purchase_days_after": orders, "expected_orders": 2 * (1 - truth),
                "expected_orders_last_period": draw.poisson(1, customers),
                "expected_orders_own_rate": draw.gamma(1, 1, customers),
                "expected_orders_population_mean": 1.0,
                "revenue_after": 100.0 * orders,
                "lifetime_value": 200 * (1 - truth) if value is None else value(orders),
                "lifetime_value_last_period": 100 * draw.poisson(1, customers),
                "lifetime_value_own_rate": 100 * draw.gamma(1, 1, customers),
                "lifetime_value_population_mean": 100.0,
            })
        )  # fmt: skip
    return pd.concat(frames, ignore_index=True)


def graded(churn, **others):
    rows = grade(backtest(forecasts(churn, **others), 90, 30, seed=1))
    return rows.set_index("model")


def test_the_truth_gets_an_a():
    rows = graded(lambda truth, churned, draw: truth)
    assert list(rows["grade"]) == ["A", "A", "A"]
    assert rows[["beats_baseline", "is_calibrated", "is_stable", "is_leak_free"]].all().all()
    assert "Can be relied on" in rows.loc["churn", "sentence_en"]


def test_a_worthless_model_gets_a_d():
    row = graded(lambda truth, churned, draw: draw.random(len(truth))).loc["churn"]
    assert row["grade"] == "D"
    assert not row["beats_baseline"]
    assert "not surely better" in row["sentence_en"]


def test_a_model_that_knows_the_future_is_refused():
    row = graded(lambda truth, churned, draw: np.clip(churned, 0.01, 0.99)).loc["churn"]
    assert row["grade"] == "D"
    assert not row["is_leak_free"]
    assert "too good to be true" in row["sentence_en"]


def test_a_value_that_knows_the_future_is_refused():
    row = graded(lambda truth, churned, draw: truth, value=lambda orders: 100.0 * orders).loc[
        "lifetime_value"
    ]
    assert (row["grade"], row["is_leak_free"]) == ("D", False)


def test_good_ranking_with_wrong_numbers_gets_a_c():
    row = graded(lambda truth, churned, draw: 0.12 + 0.88 * truth).loc["churn"]
    assert row["grade"] == "C"
    assert not row["is_calibrated"]


def test_wavering_between_tests_gets_a_b():
    quality = iter([0.0, 0.0, 0.2])

    def churn(truth, churned, draw):
        noise = next(quality)
        return np.where(draw.random(len(truth)) < noise, draw.permutation(truth), truth)

    row = graded(churn).loc["churn"]
    assert (row["is_stable"], row["beats_baseline"]) == (False, True)
    assert row["grade"] in "BC"


def test_a_model_never_tested_gets_a_d_and_says_why():
    rows = grade(backtest(forecasts(lambda truth, churned, draw: truth).head(0), 90, 30, seed=1))
    assert list(rows["grade"]) == ["D", "D", "D"]
    assert rows["sentence_en"].str.contains("history is too short").all()
    assert rows["sentence_zh"].str.contains("历史数据过短").all()


def test_the_interval_of_the_lead_covers_it(monkeypatch):
    """Of companies on which a model has no lead, about one in twenty shows one."""
    monkeypatch.setattr("models.backtest.CONTESTS", CONTESTS[:1])
    found = []
    for seed in range(40):
        frame = forecasts(lambda truth, churned, draw: draw.random(len(truth)), seed, customers=200)
        frame["churn_recency"] = np.random.default_rng(seed + 999).random(len(frame))
        rows = backtest(frame, 90, 30, seed=1).query("model == 'churn' and metric == 'auc'")
        found += list((rows["lower"] > 0) | (rows["upper"] < 0))
    assert np.mean(found) < 0.15


@pytest.mark.parametrize("language", ["en", "zh"])
def test_sentences_are_for_people(language):
    rows = graded(lambda truth, churned, draw: truth)
    for text in rows[f"sentence_{language}"]:
        assert not any(word in text for word in ("nan", "AUC", "ECE", "None"))


def test_an_error_of_money_is_in_a_currency():
    backtested = backtest(forecasts(lambda truth, churned, draw: truth), 90, 30, seed=1)
    row = grade(backtested, "EUR").set_index("model").loc["lifetime_value"]
    assert re.search(r"wrong by \d+ EUR each \([^)]*: \d+ EUR\)", row["sentence_en"])
    assert re.search(r"人均误差 \d+ EUR（[^）]*：\d+ EUR）", row["sentence_zh"])


@pytest.mark.parametrize("metric", ["auc", "rmse"])
def test_where_nothing_can_be_told_nothing_is_too_good(metric):
    backtested = backtest(forecasts(lambda truth, churned, draw: truth), 90, 30, seed=1)
    is_it = backtested["metric"] == metric
    blank = backtested.assign(value=backtested["value"].mask(is_it), lower=backtested["lower"].mask(is_it))
    row = grade(blank).set_index("model").loc["churn" if metric == "auc" else "lifetime_value"]
    assert (row["grade"], row["is_leak_free"]) == ("D" if metric == "auc" else row["grade"], True)
    assert "too good" not in row["sentence_en"]
