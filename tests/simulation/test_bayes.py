"""The best possible forecast is calibrated, and complaints make it better."""

from dataclasses import replace

import numpy as np
import pytest

from simulation.arrays import Floats, stream
from simulation.complaints import Complaints, simulate_complaints
from simulation.outcomes import Outcome, outcome
from simulation.parameters import Parameters
from simulation.purchases import Purchases, simulate_purchases
from simulation.season import Clock

TRUTH = Parameters()
Past = tuple[Purchases, Complaints]


@pytest.fixture(scope="module")
def past() -> Past:
    clock = Clock(TRUTH.season, TRUTH.starts_on, TRUTH.until + 1)
    purchases = simulate_purchases(60_000, TRUTH, clock, stream(8, 0, "buying"), stream(8, 0, "spend"))
    return purchases, simulate_complaints(purchases, TRUTH, stream(8, 0, "complaints"))


def forecast(past: Past, truth: Parameters = TRUTH) -> Outcome:
    return outcome(*past, [], truth, Clock(TRUTH.season, TRUTH.starts_on, TRUTH.until + 1))


def log_loss(probability: Floats, happened: Floats) -> float:
    return -float(np.log(np.where(happened, probability, 1 - probability)).mean())


@pytest.mark.parametrize("complained", [True, False])
def test_the_forecast_is_calibrated_with_and_without_a_complaint(past: Past, complained: bool) -> None:
    done = forecast(past)
    here = done.complained == complained
    probability, quiet = done.no_order[here], ~done.ordered_next[here]
    for part in np.array_split(np.argsort(probability, kind="stable"), 10):
        error = np.sqrt((probability[part] * (1 - probability[part])).sum()) / len(part)
        assert abs(quiet[part].mean() - probability[part].mean()) < 4 * error + 0.002


def test_to_ignore_complaints_is_worse(past: Past) -> None:
    done, deaf = forecast(past), forecast(past, replace(TRUTH, q_leave=0.02))
    quiet = ~done.ordered_next
    assert log_loss(done.no_order, quiet) < log_loss(deaf.no_order, quiet) - 0.005


def test_one_order_customers_have_not_left(past: Past) -> None:
    done = forecast(past)
    assert done.is_alive[done.purchases == 1].all()


def test_complaints_come_at_the_true_rates(past: Past) -> None:
    purchases, complaints = past
    done = forecast(past)
    settled = TRUTH.end - done.last_day > TRUTH.complaint_days
    gone, still = (
        complaints.after_last[settled & (done.is_alive == alive)].mean() for alive in (False, True)
    )
    assert gone == pytest.approx(TRUTH.q_leave, abs=0.015)
    assert still == pytest.approx(TRUTH.q_stay, abs=0.01)
    assert (complaints.day < TRUTH.end).all()
    assert len(purchases.rate) > 0
