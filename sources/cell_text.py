"""The text of a spreadsheet's or a table's value, as a person would see it, and nothing of it lost."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

EXACT = 1e15
"""From here on a spreadsheet's number no longer holds every digit of an identifier."""
HALF_A_SECOND = dt.timedelta(milliseconds=500)
"""A spreadsheet's moment is a fraction of a day and comes back a few milliseconds early."""


def number_text(number: float) -> str:
    """A number as text: whole ones without `.0`, those that lost digits as `4.4E+17`.

    >>> number_text(17850.0), number_text(4.4e17), number_text(0.1), number_text(float("nan"))
    ('17850', '4.4E+17', '0.1', '')
    """
    if number != number:
        return ""
    if not number.is_integer():
        return str(number)
    return str(int(number)) if abs(number) < EXACT else f"{number:.15g}".upper()


def sheet_moment(moment: dt.datetime) -> str:
    """A spreadsheet's moment, to the second."""
    return (moment + HALF_A_SECOND).isoformat(" ", "seconds")


def duration_text(span: dt.timedelta) -> str:
    """A span of time as hours, minutes and seconds.

    >>> duration_text(dt.timedelta(days=1, minutes=5))
    '24:05:00'
    """
    minutes, seconds = divmod(round(span.total_seconds()), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def flag_text(flag: bool) -> str:
    """TRUE or FALSE."""
    return str(flag).upper()


OF_SHEETS: dict[type, Callable[[Any], str]] = {
    str: str,
    float: number_text,
    dt.datetime: sheet_moment,
    dt.timedelta: duration_text,
    bool: flag_text,
}
"""How the text of a cell is told from its value; others are written as Python does, dates in ISO."""
OF_TABLES: dict[type, Callable[[Any], str]] = {
    str: str,
    type(None): lambda _: "",
    float: number_text,
    Decimal: lambda number: format(number, "f"),
    dt.datetime: lambda moment: moment.isoformat(" "),
    dt.timedelta: duration_text,
    bytes: lambda data: data.decode("utf-8", "backslashreplace"),
}
"""The same for typed tables."""
