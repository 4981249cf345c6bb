import numpy as np
import pandas as pd
import pytest

from models.btyd import BetaGeo, GammaGamma, ModifiedBetaGeo, ParetoNBD
from models.btyd.intervals import predict_interval, predict_quantile, share_inside, simulate_futures
from models.btyd.simulate import simulate_histories, simulate_lifetimes

ORDERS = {"r": 0.9, "alpha": 45.0, "a": 0.8, "b": 4.0}
SPEND = {"p": 6.0, "q": 4.0, "v": 150.0}


def lives(customers=6000, seen=400, days=365, seed=4):
    """Histories over `seen` days and what the same customers then ordered and spent within `days`."""
    draw = np.random.default_rng(seed)
    rate, dropout = draw.gamma(0.9, 1 / 45, customers), draw.beta(0.8, 4, customers)
    scale = draw.gamma(4, 1 / 150, customers)
    age = draw.integers(20, seen, customers)
    rows = []
    for position in range(customers):
        at, alive, times = 0.0, True, []
        while alive and at < age[position] + days:
            at += draw.exponential(1 / rate[position])
            times.append(at)
            alive = draw.random() > dropout[position]
        times = [time for time in times if time <= age[position] + days]
        before = [time for time in times if time <= age[position]]
        worth = draw.gamma(6, 1 / scale[position], len(times))
        rows.append((
            len(before), max(before, default=0.0), age[position],
            worth[: len(before)].mean() if before else np.nan,
            len(times) - len(before), worth[len(before) :].sum(),
        ))  # fmt: skip
    return pd.DataFrame(rows, columns=["frequency", "recency", "T", "monetary_value", "orders", "spent"])


@pytest.fixture(scope="module")
def world():
    return lives()


def test_intervals_of_orders_cover_what_came(world):
    model = BetaGeo().fit(world)
    lower, upper = predict_interval(model, world, 365, seed=1)
    covered = (world["orders"] >= lower) & (world["orders"] <= upper)
    assert 0.8 <= covered.mean() <= 0.95


def test_bounds_of_spend_hold_their_share(world):
    """Among customers whose bound is not forced to zero, nine in ten stay under the upper one."""
    orders, spend = BetaGeo().fit(world), GammaGamma().fit(world)
    frequency, age = world["frequency"].to_numpy(float), world["T"].to_numpy(float)
    futures = simulate_futures(orders, spend, (frequency.max(), age.max()), 365, seed=1)
    alive = orders.probability_alive(world)
    mean = orders.expected_if_alive(frequency, age, 365) * spend.predict(world)
    lower, upper = (mean * futures.quantile(level, alive, frequency, age) for level in (0.1, 0.9))
    assert 0.88 <= (world["spent"] <= upper).mean() <= 0.93
    is_open = lower > 0
    assert 0.07 <= (world["spent"] < lower)[is_open].mean() <= 0.13
    both = (world["spent"] >= lower) & (world["spent"] <= upper)
    assert 0.76 <= both[is_open].mean() <= 0.84


def test_futures_are_the_same_for_the_same_seed():
    model = BetaGeo().set_learned(ORDERS)
    spend = GammaGamma().set_learned(SPEND)
    first, second = (simulate_futures(model, spend, (60, 900), 365, seed=5) for _ in range(2))
    assert np.array_equal(first.ratios, second.ratios)
    assert (np.diff(first.ratios, axis=2) >= 0).all()
    assert first.ratios.mean(axis=2) == pytest.approx(1)


LIVES = {"r": 0.8, "alpha": 60.0, "s": 0.7, "beta": 120.0}
FIRST = {"r": 0.8, "alpha": 60.0, "a": 0.7, "b": 2.0}


@pytest.mark.parametrize("days", [30, 90, 365])
@pytest.mark.parametrize(
    ("model", "simulate"),
    [
        (BetaGeo(), lambda *given: simulate_histories(8000, ORDERS, *given)),
        (ModifiedBetaGeo(), lambda *given: simulate_histories(8000, FIRST, *given, 1)),
        (ParetoNBD(), lambda *given: simulate_lifetimes(8000, LIVES, *given)),
    ],
    ids=lambda one: type(one).__name__,
)
def test_intervals_of_orders_hold_their_level_where_counts_are_shared_out(model, simulate, days):
    """An 80 % interval of whole numbers cannot hold 80 %; the probability at its ends is shared out."""
    ages = np.random.default_rng(2).integers(20, 500, 8000).astype(float)
    frame = simulate(ages, 7, float(days))
    model = model.fit(frame)
    frequency, age = frame["frequency"].to_numpy(float), frame["T"].to_numpy(float)
    futures = simulate_futures(model, None, (frequency.max(), age.max()), days, seed=3)
    ratio = frame["held_out"].to_numpy(float) / model.expected_if_alive(frequency, age, days)
    inside = share_inside(*futures.chances(ratio, model.probability_alive(frame), frequency, age))
    assert 0.78 <= inside.mean() <= 0.82
    for chosen in (frequency == 0, (frequency > 0) & (frequency < 4), frequency >= 4):
        assert 0.76 <= inside[chosen].mean() <= 0.84


def test_the_median_has_the_smaller_absolute_error_and_the_mean_the_smaller_squared_one(world):
    model = BetaGeo().fit(world)
    mean, median = model.predict(world, 365), predict_quantile(model, world, 365, seed=1)
    assert np.abs(median - world["orders"]).mean() < np.abs(mean - world["orders"]).mean()
    assert ((mean - world["orders"]) ** 2).mean() < ((median - world["orders"]) ** 2).mean()


def test_futures_of_a_fit_that_ran_off_are_numbers():
    """Nobody leaves: `a` runs off to nought, and what the likelihood says of it is no limit."""
    model = BetaGeo()
    model.r_, model.alpha_, model.a_, model.b_ = 1.5, 40.0, 1e-14, 1e3
    model.covariance_ = np.diag([0.01, 0.01, 1e7, 1e7])
    futures = simulate_futures(model, None, (12.0, 500.0), 90, seed=1)
    assert np.isfinite(futures.ratios).all()
    assert futures.ratios.mean() == pytest.approx(1, abs=0.05)
