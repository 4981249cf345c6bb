"""The planted uplift is there, by offer and stage, and only there."""

import numpy as np
import pytest

from simulation.arrays import stream
from simulation.campaigns import Members, effects, simulate_campaigns, stage_of
from simulation.parameters import STAGES, Parameters
from simulation.purchases import Purchases, simulate_purchases
from simulation.season import Clock

TRUTH = Parameters()


@pytest.fixture(scope="module")
def run() -> tuple[Purchases, list[Members]]:
    clock = Clock(TRUTH.season, TRUTH.starts_on, TRUTH.until + 1)
    purchases = simulate_purchases(80_000, TRUTH, clock, stream(3, 0, "buying"), stream(3, 0, "spend"))
    return purchases, simulate_campaigns(
        purchases, np.ones(80_000, bool), TRUTH, clock, stream(3, 0, "campaigns")
    )


def test_the_difference_between_the_arms_is_the_planted_uplift(run: tuple[Purchases, list[Members]]) -> None:
    for members in run[1]:
        for stage, effect in effects(members).items():
            shares = [
                effect.treated_ordered / effect.treated,
                effect.control_ordered / effect.control,
            ]
            error = np.sqrt(
                sum(s * (1 - s) / n for s, n in zip(shares, (effect.treated, effect.control), strict=True))
            )
            assert abs(shares[0] - shares[1] - effect.report()["uplift"]) < 3.5 * error
            assert effect.report()["uplift"] == pytest.approx(
                TRUTH.uplift[members.campaign.offer][stage], abs=0.001
            )


def test_only_treated_members_open_answer_or_unsubscribe(run: tuple[Purchases, list[Members]]) -> None:
    for members in run[1]:
        for reaction in (members.opened, members.clicked, members.unsubscribed, members.extra_day >= 0):
            assert not reaction[~members.is_treated].any()
            assert reaction[members.is_treated].any()
        assert members.is_treated.mean() == pytest.approx(0.5, abs=0.01)


def test_an_extra_order_falls_in_a_window_without_another(run: tuple[Purchases, list[Members]]) -> None:
    purchases, campaigns = run
    for members in campaigns:
        sent, person = TRUTH.day(members.campaign.sent_on), members.person[members.extra_day >= 0]
        assert (purchases.before(sent)[person] == purchases.before(sent + TRUTH.response_days)[person]).all()
        days = members.extra_day[members.extra_day >= 0] - sent
        assert days.min() >= 1
        assert days.max() < TRUTH.response_days


def test_those_who_unsubscribed_get_no_further_mail(run: tuple[Purchases, list[Members]]) -> None:
    first, *later = run[1]
    gone = set(first.person[first.unsubscribed].tolist())
    assert gone
    assert all(gone.isdisjoint(members.person.tolist()) for members in later)


def test_stages_are_one_two_to_three_and_four_or_more_purchase_days() -> None:
    named = [STAGES[stage] for stage in stage_of(np.array([1, 2, 3, 4, 40]))]
    assert named == ["first_order", "repeat", "repeat", "regular", "regular"]
