"""Staged text to typed rows: the good ones, and what is wrong in the others."""

from collections.abc import Mapping

import duckdb
from duckdb import ColumnExpression, ConstantExpression, Expression

from sources.canonical import FIRST
from sources.faults import MISSING, WRITTEN, Fault, possible_faults, verdict
from sources.planning import Plan
from sources.styles import call
from sources.values import LEFT, Values

FAULT = "fault "


class Typing:
    """The typing of one file: each column that is not plain has a style."""

    def __init__(self, how: Plan, styles: Mapping[str, str], file_id: str) -> None:
        self.file_id, self.values = file_id, Values(how, styles)
        self.faults = possible_faults(how, styles)

    def good(self, staged: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
        """The rows without a fault, with exactly the canonical schema."""
        sound = self._judged(staged).filter(ColumnExpression(FAULT).isnull())
        schema = self.values.table.schema
        return sound.select(*(ColumnExpression(name).cast(kind).alias(name) for name, kind in schema.items()))

    def faulty(self, staged: duckdb.DuckDBPyRelation) -> list[tuple[int, Fault]]:
        """The line of each other row, and its first fault."""
        rows = self._judged(staged).filter(ColumnExpression(FAULT).isnotnull())
        found = rows.select(ColumnExpression("line"), ColumnExpression(FAULT)).fetchall()
        return [(line, self.faults[index]) for line, index in found]

    def _judged(self, staged: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
        rows = self._read_on(staged.select(*self._begun()))
        columns = (ColumnExpression(name) for name in self.values.table.schema)
        return rows.select(*columns, call("kept_here", verdict(self.faults)).alias(FAULT))

    def _begun(self) -> list[Expression]:
        """Every canonical column with its plain values typed, and as written those that may be at fault."""
        constants = {"file_id": self.file_id, "system": self.values.how.preset.system}
        first = [ConstantExpression(value).cast("VARCHAR").alias(name) for name, value in constants.items()]
        columns = [self.values.first(name) for name in self.values.table.columns]
        written = sorted({fault.column for fault in self.faults if fault.code != MISSING})
        as_written = [ColumnExpression(name).alias(WRITTEN + name) for name in written]
        return [
            *first,
            ColumnExpression("line").cast(FIRST["line"]).alias("line"),
            *columns,
            ColumnExpression("extra"),
            *as_written,
        ]

    def _read_on(self, rows: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
        """What is left over of the columns that are not plain, read step by step and put in."""
        steps, names = self.values.steps, rows.columns
        columns = [ColumnExpression(name) for name in names]
        rows = rows.select(*columns, *map(_left_over, steps)) if steps else rows
        for number in range(max(map(len, steps.values()), default=0)):
            rows = rows.select(*columns, *(self.values.step(name, number) for name in steps))
        return rows.select(*(_put_in(name) if name in steps else ColumnExpression(name) for name in names))


def _left_over(name: str) -> Expression:
    return call("left_over", ColumnExpression(name), ColumnExpression(WRITTEN + name)).alias(LEFT + name)


def _put_in(name: str) -> Expression:
    return call("first_of", ColumnExpression(name), ColumnExpression(LEFT + name)).alias(name)
