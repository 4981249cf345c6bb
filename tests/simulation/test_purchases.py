"""The buying process is the one the parameters describe."""

from dataclasses import dataclass

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import betaln, gammaln

from simulation.arrays import Floats, Ints, stream
from simulation.parameters import Parameters
from simulation.purchases import Purchases, simulate_purchases
from simulation.season import Clock

TRUTH = Parameters()
CLOCK = Clock(TRUTH.season, TRUTH.starts_on, TRUTH.until + 1)


def draw(customers: int, seed: int) -> Purchases:
    return simulate_purchases(customers, TRUTH, CLOCK, stream(seed, 0, "buying"), stream(seed, 0, "spend"))


@dataclass
class Fit:
    estimate: Floats
    error: Floats


def fit(loss, start: list[float]) -> Fit:
    """Maximum likelihood on logarithms, errors from the curvature at the optimum by central differences."""
    best = minimize(loss, np.log(start), method="BFGS").x
    step = 1e-3 * np.eye(len(best))
    curvature = np.array(
        [
            [
                (loss(best + i + j) - loss(best + i - j) - loss(best - i + j) + loss(best - i - j)) / 4e-6
                for j in step
            ]
            for i in step
        ]
    )
    return Fit(best, np.sqrt(np.diag(np.linalg.inv(curvature))))


def summary(purchases: Purchases) -> tuple[Ints, Ints, Ints]:
    """Repeat purchases, calendar days from first to last, calendar days from first to the reporting day."""
    first = purchases.day[purchases.position == 0]
    last = first.copy()
    np.maximum.at(last, purchases.person[purchases.observed], purchases.day[purchases.observed])
    return purchases.before(TRUTH.end) - 1, last - first, TRUTH.end - first


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_fit_in_calendar_days_finds_the_buying_parameters(seed: int) -> None:
    x, t_x, T = summary(draw(5_000, seed))

    def loss(logs: Floats) -> float:
        r, alpha, a, b = np.exp(logs)
        alive = betaln(a, b + x) - (r + x) * np.log(alpha + T)
        left = np.where(
            x > 0, betaln(a + 1, b + np.maximum(x, 1) - 1) - (r + x) * np.log(alpha + t_x), -np.inf
        )
        rest = gammaln(r + x) - gammaln(r) + r * np.log(alpha) - betaln(a, b)
        return -float((rest + np.logaddexp(alive, left)).sum())

    true = [TRUTH.r, TRUTH.alpha, TRUTH.a, TRUTH.b]
    found = fit(loss, true)
    assert (np.abs(found.estimate - np.log(true)) < 3 * found.error).all()


def test_a_fit_finds_the_spend_parameters() -> None:
    purchases = draw(5_000, seed=4)
    count = np.bincount(purchases.person).astype(float)
    mean = np.bincount(purchases.person, purchases.cents / 100) / count

    def loss(logs: Floats) -> float:
        p, q, v = np.exp(logs)
        shape = p * count
        value = (
            gammaln(shape + q) - gammaln(shape) - gammaln(q) + q * np.log(v) + shape * np.log(count * mean)
        )
        return -float((value - (shape + q) * np.log(v + count * mean)).sum())

    true = [TRUTH.p, TRUTH.q, TRUTH.v]
    found = fit(loss, true)
    assert (np.abs(found.estimate - np.log(true)) < 3 * found.error).all()


def test_a_customer_buys_at_most_once_a_day_and_ten_times_on_average() -> None:
    purchases = draw(20_000, seed=5)
    gaps = np.diff(purchases.day)[purchases.person[1:] == purchases.person[:-1]]
    assert gaps.min() >= 1
    assert 9 < purchases.before(TRUTH.end).mean() < 11


def test_nobody_buys_after_leaving() -> None:
    purchases = draw(2_000, seed=6)
    assert (purchases.position <= purchases.lifetime[purchases.person]).all()


def test_the_clock_runs_fast_in_high_season_and_true_over_a_year() -> None:
    assert CLOCK.between(np.array([0.0]), np.array([365.0]))[0] == pytest.approx(365)
    november, august = (TRUTH.day(TRUTH.as_of.replace(year=2025, month=month)) for month in (11, 8))
    assert CLOCK.between(november, november + 30) > 1.1 * CLOCK.between(august, august + 30)
    days = np.array([0.5, 100.25, 900.75])
    assert CLOCK.calendar(CLOCK.operational(days)) == pytest.approx(days)
