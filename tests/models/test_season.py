"""The level of leaving: found where it moves, left alone where it does not, blind to what came later."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from models.churn_window import choose_window
from models.level_shifts import Level, levels
from models.season import coming_shift

DAYS = 80
ASKED = pd.Timestamp("2026-07-01")


def known(wave, year=364, noise=0.04, until=-DAYS, seed=1):
    """Levels of whole windows every 52 days, and that of a year before, by a wave of the day."""
    draw = np.random.default_rng(seed)
    starts = sorted({*range(until, -730, -52), -year})
    return [Level(day, DAYS, wave(day) + noise * draw.standard_normal(), noise**2) for day in starts]


def wave(size, year=365.25):
    return lambda day: size * (np.cos(2 * np.pi * day / year) - np.cos(2 * np.pi * -DAYS / year))


@pytest.mark.parametrize("size", [-0.8, -0.3, 0.3, 0.8])
def test_two_years_of_a_season_foretell_the_third(size):
    found = coming_shift(known(wave(size)), DAYS)
    assert found.log_odds == pytest.approx(wave(size)(0), abs=0.12)
    assert abs(found.log_odds - wave(size)(0)) < 3 * found.deviation


def test_what_does_not_move_is_left_alone():
    found = [coming_shift(known(lambda day: 0.0, seed=seed), DAYS).log_odds for seed in range(20)]
    assert np.abs(found).mean() < 0.03
    assert np.abs(found).max() < 0.08


def test_weak_evidence_moves_less_than_strong():
    strong, weak = (coming_shift(known(wave(0.5), noise=noise, seed=3), DAYS) for noise in (0.03, 0.6))
    assert abs(weak.log_odds) < abs(strong.log_odds) / 2
    assert weak.deviation > strong.deviation


def test_a_level_that_fell_lately_is_followed_part_of_the_way():
    steady = [Level(day, DAYS, 0.0, 0.03**2) for day in (-80, -132, -184, -236)]
    fallen = [*steady, Level(-53, 53, 0.25, 0.05**2, against=-80), Level(-26, 26, 0.5, 0.06**2, against=-80)]
    assert coming_shift(steady, DAYS).log_odds == pytest.approx(0, abs=0.02)
    assert 0.1 < coming_shift(fallen, DAYS).log_odds < 0.6


def test_nothing_known_moves_nothing():
    assert coming_shift([], DAYS).log_odds == 0


def rows(level, days, customers=4000, seed=1):
    """Customers at past days whose forecasts are off by `level(day)`, and when they came back."""
    draw, frames = np.random.default_rng(seed), []
    for day in days:
        said = draw.uniform(0.1, 0.9, customers)
        hazard = -np.log(expit(np.log(said / (1 - said)) + level(day)))
        back = np.floor(draw.exponential(DAYS / hazard))
        frame = pd.DataFrame({"customer_id": [f"C{n:05d}" for n in range(customers)], "said": said})
        frames.append(frame.assign(as_of=ASKED + pd.Timedelta(days=day), next_order_after=back))
    return pd.concat(frames, ignore_index=True)


def test_whole_windows_and_first_days_find_what_forecasts_were_off_by():
    told = rows(lambda day: {-240: 0.4, -160: -0.3, -80: 0.0, -40: 0.35}[day], [-240, -160, -80, -40])
    found = {one.start: one for one in levels(lambda frame: frame["said"].to_numpy(), told, DAYS, ASKED)}
    assert [found[day].log_odds for day in (-240, -160, -80)] == pytest.approx([0.4, -0.3, 0.0], abs=0.1)
    assert found[-40].log_odds == pytest.approx(0.35, abs=0.2)
    assert found[-40].days == 40
    assert found[-40].against == -80
    assert all(0 < one.variance < 0.02 for one in found.values())


def test_levels_read_nothing_from_the_day_asked_about_on():
    told = rows(lambda day: 0.1, [-240, -160, -80, -40, 0, 30])
    past = told[told["as_of"] < ASKED]
    day = (ASKED - past["as_of"]).dt.days
    blind = past.assign(next_order_after=past["next_order_after"].where(past["next_order_after"] < day))
    ask = lambda frame: levels(lambda frame: frame["said"].to_numpy(), frame, DAYS, ASKED)  # noqa: E731
    assert ask(told) == ask(blind)
    assert coming_shift(ask(told), DAYS) == coming_shift(ask(blind.sample(frac=1, random_state=1)), DAYS)


@pytest.mark.parametrize("gap", [20, 45, 60, 80, 90, 120])
def test_with_years_of_history_each_test_day_has_its_like_a_year_before(gap):
    as_of = pd.Timestamp("2026-07-01").date()
    window = choose_window(pd.DataFrame({"gap_days": [gap], "gaps": [1]}), 1500)
    days = window.days(as_of)
    assert days[0] - pd.Timedelta(days=364) in days
    further = window.season_days(as_of)
    assert as_of - pd.Timedelta(days=364) in further
    assert not set(further) & set(days)
    assert max(further) < as_of
