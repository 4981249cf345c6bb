"""Days as written, in one form."""

import re

import pandas as pd

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
MONTHS = {name: f"{index:02d}" for index, name in enumerate(_MONTHS.split(), start=1)}
YEAR_FIRST = re.compile(r"(1[6-9]\d\d|20\d\d)\D{0,2}(\d{1,2})\D{0,2}(\d{1,2})(?!\d)")
YEAR_LAST = re.compile(r"(\d{1,2})\D{1,2}(\d{1,2})\D{1,2}(\d{4}|\d{2})(?!\d)")
COMPACT_YEAR_LAST = re.compile(r"(\d{2})(\d{2})(1[89]\d\d|20\d\d)")
NAMED = re.compile(r"(?:(\d{1,2})\D{0,3})?\b([a-z]{3})[a-z]*\W{1,2}(\d{1,2}\W{1,2})?(\d{4})", re.IGNORECASE)
SERIAL = re.compile(r"[1-5]\d{4}(?:\.0+)?")
EPOCH = pd.Timestamp("1899-12-30")


def day_first(values: pd.Series) -> bool:
    """Whether a column of dates that end in the year begins with the day: what never exceeds 12 is the
    month."""
    found = values.str.extract(YEAR_LAST, expand=True).dropna().astype("int64")
    return not bool(((found[1] > 12) & (found[0] <= 12)).sum() > ((found[0] > 12) & (found[1] <= 12)).sum())


def normalised_day(text: str, is_day_first: bool = True) -> str | None:
    """A day as YYYYMMDD, or None where the text is no date; an impossible day or month is kept as written.

    >>> normalised_day("1971-6-24"), normalised_day("1971年06月24日"), normalised_day("24 June 1971")
    ('19710624', '19710624', '19710624')
    >>> normalised_day("06/24/1971", is_day_first=False), normalised_day("n/a"), normalised_day("26108")
    ('19710624', None, '19710624')
    """
    if text.isdigit() and len(text) == 8 and YEAR_FIRST.match(text):
        return text
    if found := YEAR_FIRST.search(text):
        return f"{found[1]}{int(found[2]):02d}{int(found[3]):02d}"
    if found := YEAR_LAST.search(text) or COMPACT_YEAR_LAST.fullmatch(text):
        day, month = (found[1], found[2]) if is_day_first else (found[2], found[1])
        return f"{_century(found[3])}{int(month):02d}{int(day):02d}"
    if (found := NAMED.search(text)) and (month := MONTHS.get(found[2].lower())):
        day = re.sub(r"\D", "", found[1] or found[3] or "")
        return f"{found[4]}{month}{int(day):02d}" if day else f"{found[4]}{month}"
    return _serial(text)


def _serial(text: str) -> str | None:
    if not SERIAL.fullmatch(text):
        return None
    return str((EPOCH + pd.Timedelta(days=int(float(text)))).strftime("%Y%m%d"))


def _century(year: str) -> str:
    if len(year) == 4:
        return year
    return f"19{year}" if int(year) > 26 else f"20{year}"
