import numpy as np
import pandas as pd
import pytest
from scipy.special import logit

from models.alive_view import AliveView
from models.btyd import BetaGeo
from models.churn_reasons import reasons
from models.propensity import FEATURES, GROUPS, SEASON, START, train


def rows(customers=2000, days=3, seed=1, effect=1.5):
    """Customers of whom recency and complaints tell how likely they leave."""
    draw = np.random.default_rng(seed)
    frames = []
    for day in pd.date_range("2025-01-01", periods=days, freq="100D"):
        frame = pd.DataFrame(draw.integers(0, 9, (customers, len(FEATURES))), columns=FEATURES).astype(float)
        frame["purchase_days"] += 1
        longer = 400 + draw.integers(0, 200, customers)
        frame["recency_days"] = draw.integers(1, 300, customers)
        frame["tenure_days"] = frame["recency_days"].where(frame["purchase_days"] == 1, longer)
        complained = draw.random(customers) < 0.2
        frame["days_since_complaint"] = np.where(complained, 5.0, np.nan)
        frame["complaints_180"] = complained.astype(float)
        odds = effect * (frame["recency_days"] / 100 - 1.5) + 2 * effect * complained
        frame["chance"] = 1 / (1 + np.exp(-odds))
        frame["churned"] = (draw.random(customers) < frame["chance"]).astype(int)
        frames.append(frame.assign(as_of=day, customer_id=[f"C{number:05d}" for number in range(customers)]))
    return pd.concat(frames, ignore_index=True)


def test_probabilities_come_near_the_true_ones():
    model = train(rows(), "churned", None, 0.5, seed=1)
    fresh = rows(seed=9, days=1)
    found = model.probability(fresh)
    assert np.corrcoef(found, fresh["chance"])[0, 1] > 0.95
    assert found.mean() == pytest.approx(fresh["chance"].mean(), abs=0.03)


def test_calibration_follows_the_latest_day():
    past = rows(effect=0.0)
    latest = past["as_of"] == past["as_of"].max()
    past.loc[latest, "churned"] = (np.arange(latest.sum()) % 5 == 0).astype(int)
    model = train(past, "churned", None, 0.5, seed=1)
    assert model.probability(past).mean() == pytest.approx(0.2, abs=0.03)


def test_the_second_view_is_weighed_in():
    view = AliveView(BetaGeo().set_learned({"r": 1, "alpha": 40, "a": 1, "b": 4}), 90, is_silence=True)
    alone = train(rows(), "churned", None, 0.5, seed=1)
    both = train(rows(), "churned", view, 0.5, seed=1)
    assert alone.model is not None
    assert both.model is not None
    assert both.model.slopes_[1] != 0
    assert abs(alone.model.slopes_[1]) < 1e-6


def test_effects_find_what_moved_a_customer():
    model = train(rows(), "churned", None, 0.5, seed=1)
    fresh = rows(seed=9, days=1)
    effects = model.effects(fresh)
    assert list(effects) == [*GROUPS, SEASON, START]
    assert np.allclose(effects.sum(axis=1), logit(model.probability(fresh)), atol=1e-8)
    effects = effects[list(GROUPS)]
    complained = fresh["complaints_180"] > 0
    many = complained & (fresh["purchase_days"] > 1)
    assert effects.loc[many, "service"].median() > 1
    assert effects.loc[fresh["recency_days"] > 270, "rhythm"].median() > 0.8
    assert abs(effects["value"].median()) < 0.3
    words = reasons(
        fresh.fillna({"mean_gap_days": 30}).astype({"purchase_days": int}), effects, np.full(len(fresh), True)
    )
    assert words.loc[many, "reason_en"].str.startswith("Complained 5 days ago").mean() > 0.9
    assert words.loc[many, "reason_zh"].str.startswith("5 天前投诉过").mean() > 0.9


@pytest.mark.parametrize("count", [0, 1, 60])
def test_too_few_rows_give_the_rate_of_the_latest_day(count):
    few = rows(customers=max(count, 1)).head(3 * count)
    model = train(few, "churned", None, 0.37, seed=1)
    assert model.model is None
    expected = 0.37 if count == 0 else few.loc[few["as_of"] == few["as_of"].max(), "churned"].mean()
    assert model.probability(rows(5)) == pytest.approx(expected)


def test_one_day_is_split_between_learning_and_calibration():
    model = train(rows(days=1), "churned", None, 0.5, seed=1)
    assert model.model is not None


def test_the_same_rows_in_any_order_give_the_same_probabilities():
    fresh = rows(seed=9, days=1)
    first = train(rows(), "churned", None, 0.5, seed=1).probability(fresh)
    shuffled = train(rows().sample(frac=1, random_state=2), "churned", None, 0.5, seed=1)
    assert np.array_equal(first, shuffled.probability(fresh))
