"""Staged text to typed rows: the good ones, and what is wrong in the others."""

from collections.abc import Mapping

import duckdb
from duckdb import ColumnExpression, ConstantExpression, Expression

from sources.canonical import FIRST
from sources.faults import Fault, possible_faults, verdict
from sources.staging import Plan
from sources.styles import Staged, call
from sources.values import WRITTEN, Values

FAULT = "fault "


class Typing:
    """One file's typing: `good` rows with exactly the canonical schema, `faulty` lines with their faults."""

    def __init__(self, staged: Staged, how: Plan, styles: Mapping[str, str], file_id: str) -> None:
        self.staged, self.file_id = staged, file_id
        self.values = Values(how, styles)
        self.faults = possible_faults(how, styles)

    def good(self) -> duckdb.DuckDBPyRelation:
        """The rows without a fault."""
        sound = self._judged().filter(ColumnExpression(FAULT).isnull())
        schema = self.values.table.schema
        return sound.select(*(ColumnExpression(name).cast(kind).alias(name) for name, kind in schema.items()))

    def faulty(self) -> list[tuple[int, Fault]]:
        """The line of each other row, and its first fault."""
        rows = self._judged().filter(ColumnExpression(FAULT).isnotnull())
        found = rows.select(ColumnExpression("line"), ColumnExpression(FAULT)).fetchall()
        return [(line, self.faults[index]) for line, index in found]

    def _judged(self) -> duckdb.DuckDBPyRelation:
        rows = self.staged().select(*self._begun())
        for number in range(max(map(len, self.values.steps.values()), default=0)):
            rows = rows.select(*(self.values.step(name, number) for name in rows.columns))
        columns = (ColumnExpression(name) for name in self.values.table.schema)
        return rows.select(*columns, call("kept_here", verdict(self.faults)).alias(FAULT))

    def _begun(self) -> list[Expression]:
        """Every canonical column after its first step, and as written those that may be at fault."""
        constants = {
            "file_id": ConstantExpression(self.file_id),
            "system": ConstantExpression(self.values.how.preset.system),
        }
        first = [
            constants.get(name, ColumnExpression(name)).cast(kind).alias(name) for name, kind in FIRST.items()
        ]
        columns = [self.values.first(name) for name in self.values.table.columns]
        doubted = sorted({fault.column for fault in self.faults if fault.code != "missing_required"})
        return [
            *first,
            *columns,
            self.values.extra(),
            *(ColumnExpression(name).alias(WRITTEN + name) for name in doubted),
        ]
