import datetime as dt

import pandas as pd
import pytest

from models.churn_window import ChurnWindow, choose_window


def gaps(*days):
    return pd.DataFrame({"gap_days": days, "gaps": 1})


def test_nine_gaps_in_ten_stay_within_the_window():
    window = choose_window(gaps(*range(1, 101)), 2000)
    assert window.window_days == 90
    assert window.within_rate == pytest.approx(0.9)
    assert window.false_alarm_rate == pytest.approx(0.1)
    assert "90 days" in window.sentence_en
    assert "90 天" in window.sentence_zh


def test_a_window_is_a_multiple_of_five_days_and_repeat_purchase_looks_no_further():
    window = choose_window(gaps(41, 42, 43), 2000)
    assert (window.window_days, window.repeat_days) == (45, 45)
    assert choose_window(gaps(200), 3000).repeat_days == 90


def test_a_short_history_cuts_the_window_and_says_so():
    window = choose_window(gaps(*range(1, 301)), 400)
    assert window.window_days == 120
    assert "270 days would suit better" in window.sentence_en


@pytest.mark.parametrize("history", [120, 200, 374, 500, 900, 3000])
@pytest.mark.parametrize("gap", [10, 45, 120, 400])
def test_every_test_day_has_training_whose_labels_were_known_by_then(history, gap):
    window = choose_window(gaps(gap), history)
    as_of = dt.date(2025, 1, 1)
    days = window.days(as_of)
    assert window.tests == 3
    for test in range(3):
        learnt = days[test + window.lag_steps]
        assert learnt + dt.timedelta(days=window.window_days + window.gap_days) <= days[test]
    assert days[0] + dt.timedelta(days=window.window_days) == as_of
    assert days[-1] >= as_of - dt.timedelta(days=history)


@pytest.mark.parametrize("history", [0, 1, 20])
def test_almost_no_history_has_no_test_days(history):
    window = choose_window(gaps(), history)
    assert window.tests == 0
    assert window.days(dt.date(2025, 1, 1)) == []


def test_the_window_survives_its_table():
    window = choose_window(gaps(30, 60), 800)
    assert ChurnWindow.from_frame(window.to_frame()) == window
