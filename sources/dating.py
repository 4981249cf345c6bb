"""Which business days a file tells of, and how far its content reaches."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import duckdb
from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

from sources.canonical import MOMENTS, OBJECTS
from sources.ledger import DAYS

STATED = "modified_at"
"""Says in records without a day of their own how far the export reaches."""
SENT = "sent_at"
MARGIN = dt.timedelta(days=31)
"""How far from nine in ten of the days one more may lie, beside the width of those."""
LONG = dt.timedelta(days=3650)
"""The same for the last change of customers, most of whom were not changed for years."""

Counted = Sequence[tuple[dt.date, int]]
Span = tuple[dt.date, dt.date]


def happened(name: str) -> str | None:
    """The column with the day on which a record of this table happened; none for customers and the like."""
    table = OBJECTS[name]
    named = (*table.required, *table.expected, SENT)
    return next((each for each in named if table.columns.get(each) in MOMENTS), None)


def date(engine: duckdb.DuckDBPyConnection, folder: Path, name: str, file_id: str) -> tuple[str, str]:
    """The first and the last day of the records in `folder`, blank where they have none; writes the days."""
    column = happened(name)
    if column is None:
        return "", _reach(engine, folder, name)
    day = ColumnExpression(column).cast("DATE").alias("happened_on")
    rows = engine.read_parquet(str(folder / f"{name}.parquet")).filter(ColumnExpression(column).isnotnull())
    days = rows.select(day).aggregate([ColumnExpression("happened_on"), _count()]).order("happened_on")
    mark = ConstantExpression(file_id).cast("VARCHAR").alias("file_id")
    days.select(mark, ColumnExpression("happened_on"), ColumnExpression("records")).write_parquet(
        str(folder / DAYS)
    )
    span = believed(days.fetchall())
    return (span[0].isoformat(), span[1].isoformat()) if span else ("", "")


def _reach(engine: duckdb.DuckDBPyConnection, folder: Path, name: str) -> str:
    if STATED not in OBJECTS[name].columns:
        return ""
    rows = engine.read_parquet(str(folder / f"{name}.parquet"))
    days = rows.select(ColumnExpression(STATED).cast("DATE").alias("day"))
    counted = days.filter(ColumnExpression("day").isnotnull()).aggregate([ColumnExpression("day"), _count()])
    span = believed(sorted(counted.fetchall()), LONG)
    return span[1].isoformat() if span else ""


def _count() -> duckdb.Expression:
    return FunctionExpression("count_star").alias("records")


def believed(days: Counted, margin: dt.timedelta = MARGIN) -> Span | None:
    """The first and last of these days, leaving out those far from nine in ten of the records.

    >>> believed([(dt.date(2026, 1, 5), 99), (dt.date(2062, 1, 5), 1)])
    (datetime.date(2026, 1, 5), datetime.date(2026, 1, 5))
    """
    if not days:
        return None
    low, high = _quantile(days, 0.05), _quantile(days, 0.95)
    reach = high - low + margin
    near = [day for day, _ in days if low - reach <= day <= high + reach]
    return near[0], near[-1]


def _quantile(days: Counted, share: float) -> dt.date:
    total, passed = sum(count for _, count in days), 0
    for day, count in days:
        passed += count
        if passed >= share * total:
            return day
    return days[-1][0]
