"""What one unit of a foreign currency was worth on a day.

A company's own rates come first; then the European Central Bank's reference rates (working days since 1999).
"""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

LAST_KNOWN_DAYS = 62
"""How old the central bank's newest rate may be to stand for a later day."""
FRIDAY = 4
COLUMNS = ("currency", "on_day", "rate", "rated_on", "source")


class Rate(NamedTuple):
    """Units of the home currency for one foreign unit, the day it was fixed, and by whom."""

    rate: float
    rated_on: pd.Timestamp
    source: str


def exchange_rates(needed: pd.DataFrame, home: str, own: pd.DataFrame) -> pd.DataFrame:
    """A rate into `home` for each needed currency and day, as far as one is known.

    needed: currency (ISO 4217), on_day; own: currency, on_day, rate in units of `home`, valid until the
    currency's next one.
    """
    own = own.sort_values("on_day")
    rows = [
        (currency, day, *found)
        for currency, day in needed[["currency", "on_day"]].itertuples(index=False)
        if (found := _rate(currency, day, home, own)) is not None
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"rate": "float64"})


def _rate(currency: str, day: pd.Timestamp, home: str, own: pd.DataFrame) -> Rate | None:
    if currency == home:
        return Rate(1.0, day, "home")
    mine = own[(own["currency"] == currency) & (own["on_day"] <= day)]
    if len(mine):
        return Rate(float(mine["rate"].iloc[-1]), mine["on_day"].iloc[-1], "company")
    return next(_reference(currency, day.date(), home), None)


def _reference(currency: str, day: dt.date, home: str) -> Iterator[Rate]:
    """The central bank's cross rate of the day, or of the last working day before."""
    bank = _bank()
    if not {currency, home} <= bank.currencies:
        return
    bounds = [bank.bounds[name] for name in (currency, home)]
    first, last = max(each.first_date for each in bounds), min(each.last_date for each in bounds)
    if first <= day and (day - last).days <= LAST_KNOWN_DAYS:
        fixed = min(day - dt.timedelta(days=max(0, day.weekday() - FRIDAY)), last)
        yield Rate(round(bank.convert(1, currency, home, date=fixed), 8), pd.Timestamp(fixed), "ecb")


@cache
def _bank() -> Any:
    from currency_converter import CurrencyConverter

    return CurrencyConverter(fallback_on_missing_rate=True, fallback_on_missing_rate_method="last_known")
