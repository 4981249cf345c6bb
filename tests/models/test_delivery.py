"""Business days are learned from a feed's own dates; late is later than usual."""

import datetime as dt

import pytest

from models.delivery import punctuality

MONDAY = dt.date(2026, 1, 5)
WORKDAYS = [MONDAY + dt.timedelta(days=day) for day in range(60) if day % 7 < 5]
WEEKLY = [day for day in WORKDAYS if day.weekday() == 4]


@pytest.mark.parametrize(
    ("after", "behind", "is_late"), [(1, 0, False), (3, 0, False), (4, 1, True), (5, 2, True)]
)
def test_a_daily_feed_rests_at_the_weekend(after: int, behind: int, is_late: bool):
    friday = WEEKLY[-1]
    days = [day for day in WORKDAYS if day <= friday]
    found = punctuality(days, days, friday + dt.timedelta(days=after))
    assert (found.last_on, found.behind, found.allowed, found.is_late) == (friday, behind, 1, is_late)


@pytest.mark.parametrize(("after", "is_late"), [(5, False), (7, False), (8, True)])
def test_a_weekly_feed_may_be_a_week_behind(after: int, is_late: bool):
    days = [day for day in WORKDAYS if day <= WEEKLY[-1]]
    found = punctuality(days, WEEKLY, WEEKLY[-1] + dt.timedelta(days=after))
    assert (found.allowed, found.is_late) == (5, is_late)


def test_what_is_declared_counts_instead():
    assert punctuality(WORKDAYS, WORKDAYS, WORKDAYS[-1] + dt.timedelta(days=9), late_after=9).is_late is False
    assert punctuality(WORKDAYS[:1], WORKDAYS[:1], MONDAY + dt.timedelta(days=9), late_after=1).is_late


def test_days_without_records_in_between_are_counted():
    days = [day for day in WORKDAYS if day not in WORKDAYS[20:23]]
    assert punctuality(days, days, days[-1] + dt.timedelta(days=1)).quiet == tuple(WORKDAYS[20:23])


def test_too_little_is_not_judged():
    assert punctuality([MONDAY], [MONDAY], MONDAY + dt.timedelta(days=90)).is_late is None
    assert punctuality([], [], MONDAY).last_on is None
