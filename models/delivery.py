"""Whether a feed is late, by the business days its own content tells of."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

WEEKS = 13
"""How far back the calendar is learned from."""
USUAL = 0.5
"""Of its weeks, the share in which a weekday has records, to be a business day."""
ENOUGH = 3
"""Deliveries, and days, below which nothing is called late."""


@dataclass(frozen=True)
class Punctuality:
    """`behind` business days have passed since the last one with records; `allowed` pass between deliveries.

    `quiet` are business days in between without a record. `is_late` is None where too little is known.
    """

    last_on: dt.date | None
    behind: int
    allowed: int
    quiet: tuple[dt.date, ...]
    is_late: bool | None


def punctuality(
    days: Collection[dt.date], reached: Sequence[dt.date], as_of: dt.date, late_after: int | None = None
) -> Punctuality:
    """How a feed stands on the reporting day.

    `days` have records; `reached` is the last day of each delivery; `late_after` business days, if given,
    take the place of what the deliveries show: nine in ten came within `allowed` business days.
    """
    known = sorted(day for day in days if day < as_of)
    if not known:
        return Punctuality(None, 0, late_after or 0, (), None)
    weekdays = business_weekdays(known)
    behind = len(business_days(known[-1], as_of, weekdays))
    steps = sorted(
        max(1, sum(one < day <= other for day in known)) for one, other in pairwise(sorted(set(reached)))
    )
    learned = steps[int(0.9 * (len(steps) - 1))] if steps else 1
    recent = [day for day in known if day >= known[-1] - dt.timedelta(weeks=WEEKS)]
    quiet = tuple(sorted(business_days(recent[0], known[-1], weekdays) - set(recent)))
    is_judged = late_after is not None or (len(steps) >= ENOUGH - 1 and len(known) >= ENOUGH)
    allowed = late_after or learned
    return Punctuality(known[-1], behind, allowed, quiet, behind >= allowed if is_judged else None)


def business_weekdays(days: Sequence[dt.date]) -> set[int]:
    """The weekdays (Monday 0) that had records in at least half of the last weeks.

    >>> sorted(business_weekdays([dt.date(2026, 1, day) for day in (5, 6, 7, 8, 9, 12, 13, 14, 15, 16, 17)]))
    [0, 1, 2, 3, 4, 5]
    """
    recent = [day for day in days if day > days[-1] - dt.timedelta(weeks=WEEKS)]
    weeks = max(1, ((days[-1] - recent[0]).days + 7) // 7)
    return {day for day in range(7) if sum(each.weekday() == day for each in recent) >= USUAL * weeks}


def business_days(after: dt.date, before: dt.date, weekdays: Collection[int]) -> set[dt.date]:
    """The days between two, without them, that are business days."""
    between = (after + dt.timedelta(days=number) for number in range(1, (before - after).days))
    return {day for day in between if day.weekday() in weekdays}
