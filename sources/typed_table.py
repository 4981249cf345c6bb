"""A table as it is, its values typed: days in ISO, numbers as numbers, identifiers as text.

Each column is decided over its whole length, as in `typing.sql`. A value that its column does not take, or
whose digits a spreadsheet destroyed, sets its row aside; a column that fits two readings or none stays text.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

import duckdb
import numpy as np
import pyarrow.parquet as pq
from duckdb import ColumnExpression, ConstantExpression, Expression

from sources.canonical import CODES, Canonical
from sources.column_types import kinds
from sources.engine import connect
from sources.export import Export, HeldError, Rejected
from sources.faults import Fault
from sources.mapping import Preset
from sources.narrowing import narrowest
from sources.planning import Plan, distinct
from sources.staging import Stage, stage
from sources.styles import call, decide, unusual
from sources.typed import Typing
from sources.values import flag_words
from sources.words import said

LOOKED_AT = 20_000
TYPED = "typed.parquet"
SAME_UNIT = {**dict.fromkeys(("CNY", "RMB", "￥", "元", "圆"), "¥"), "USD": "$", "EUR": "€", "GBP": "£"}


@dataclass(frozen=True)
class Given:
    """What a person or a preset says of the columns."""

    preset: Preset | None = None
    date_order: str = ""
    decimal_mark: str = ""
    zone: str = "UTC"
    """In which instants are told."""


@dataclass(frozen=True)
class TypedTable:
    """The typed rows, columns as in `header`; the others with their faults; what to know of columns."""

    rows: duckdb.DuckDBPyRelation
    header: tuple[str, ...]
    types: Mapping[str, str]
    rejected: tuple[Rejected, ...]
    notes: tuple[str, ...]


def typed_table(export: Export, given: Given, folder: Path) -> TypedTable:
    """Type a table's values; `folder` takes what does not fit into memory, until the rows have been read."""
    engine = connect(folder, given.zone)
    sample = list(islice(export.rows(), LOOKED_AT))
    width = len(export.header) if export.header is not None else max(map(len, sample), default=0)
    names = distinct(export.header or [""] * width)
    preset = given.preset if export.header is not None else None
    found = kinds(names, sample, preset)
    how = _plan(names, [each.name for each in found], given)
    enough = dict(zip(how.columns, (each.enough for each in found), strict=True))
    staged = stage(export, how, folder / "staged.arrow")
    return _Columns(how, staged, engine, folder, enough, given.zone).typed(export)


def _plan(names: tuple[str, ...], found: list[str], given: Given) -> Plan:
    """The table as one of its own, with a column for each of its own."""
    columns = {f"v{place}": kind for place, kind in enumerate(found)}
    preset = Preset("", "", "staff", date_order=given.date_order, decimal_mark=given.decimal_mark)
    own = Canonical("", columns, (next(iter(columns)),), ())
    places = {name: [place] for place, name in enumerate(columns)}
    return Plan(preset, names, places, frozenset(), {}, (), own)


@dataclass
class _Columns:
    """The columns of one table while they are being decided."""

    how: Plan
    staged: Stage
    engine: duckdb.DuckDBPyConnection
    folder: Path
    enough: Mapping[str, float]
    """The share of each column's values that must be of its kind."""
    zone: str
    notes: list[str] = field(default_factory=list)
    styles: dict[str, str] = field(default_factory=dict)

    def typed(self, export: Export) -> TypedTable:
        """The whole table."""
        self._refine()
        self._decide({name for name, kind in self.how.kinds.items() if kind in CODES})
        faults = self._written()
        while self._mended(faults):
            faults = self._written()
        texts = export.raw([line for line, _ in faults])
        rejected = [Rejected(line, texts[line], fault.code, fault.reason) for line, fault in faults]
        rows = self._narrowed()
        types = dict(zip(self.how.header, map(str, rows.types), strict=True))
        return TypedTable(rows, self.how.header, types, tuple(rejected), tuple(self.notes))

    def _rows(self) -> duckdb.DuckDBPyRelation:
        return self.engine.from_arrow(self.staged.reader())

    def _written(self) -> list[tuple[int, Fault]]:
        """Write the rows without a fault; the others' lines, each with its first fault."""
        typing = Typing(self.how, self.styles, "")
        typing.good(self._rows()).write_parquet(str(self.folder / TYPED), compression="zstd")
        good = pq.read_table(self.folder / TYPED, columns=["line"]).column("line").to_numpy()
        bad = np.setdiff1d(self.staged.lines, good, assume_unique=True)
        return typing.faulty(self.engine.from_arrow(self.staged.rows(bad))) if len(bad) else []

    def _refine(self) -> None:
        """What only the whole column tells: floats, several currencies, words that are neither yes nor no."""
        yes, no = map(ConstantExpression, flag_words({}, is_inverted=False))
        asked = {"number": ("is_real",), "flag": ("is_unclear",), "moment": ("has_offset",)}
        signs: dict[tuple[str, str], Expression] = {}
        for name, kind in self.how.kinds.items():
            column = ColumnExpression(name)
            for sign in asked.get(kind, ()):
                found = call(sign, column, yes, no) if kind == "flag" else call(sign, column)
                signs[name, sign] = call("count_if", found)
        for (name, sign), count in self._counted(signs).items():
            self._learnt(name, sign, count)
        for name in [name for name, kind in self.how.kinds.items() if kind in ("number", "real")]:
            if len(self._units(name)) > 1:
                self._leave(name, "column_signs")

    def _units(self, name: str) -> set[str]:
        """The currencies and units that a column's values name."""
        words = self._rows().select(call("money_word", ColumnExpression(name)).alias("word")).distinct()
        return {SAME_UNIT.get(word, word) for (word,) in words.fetchall() if word}

    def _counted(self, signs: Mapping[tuple[str, str], Expression]) -> dict[tuple[str, str], int]:
        if not signs:
            return {}
        found = self._rows().aggregate(list(signs.values())).fetchone() or ()
        return {key: int(count or 0) for key, count in zip(signs, found, strict=True)}

    def _learnt(self, name: str, sign: str, count: int) -> None:
        if not count:
            return
        if sign == "is_unclear":
            self._make(name, "text")
        elif sign == "is_real" and self.how.kinds[name] == "number":
            self._make(name, "real")
        elif sign == "has_offset":
            self.notes.append(said("column_offset", column=self.how.title(name), zone=self.zone))

    def _decide(self, doubted: set[str]) -> None:
        """The styles of the columns that are not plain; those that fit two readings stay text."""
        doubted |= unusual(self._rows, self.how)
        for name in sorted(doubted & self.how.kinds.keys()):
            if self.how.kinds[name] in ("text", "flag"):
                continue
            try:
                self.styles |= decide(self._rows, self.how, [name])
            except HeldError as question:
                self._leave(name, f"column_{question.question}")

    def _mended(self, faults: Sequence[tuple[int, Fault]]) -> bool:
        """Whether a column is now read otherwise: one thought plain, or one that many values do not fit."""
        judged = [name for name, kind in self.how.kinds.items() if kind not in ("text", "flag", *CODES)]
        bad = Counter(fault.column for _, fault in faults if fault.column in judged)
        if surprised := bad.keys() - self.styles.keys():
            self._decide(set(surprised))
            return True
        filled = self._counted({(name, ""): call("count", ColumnExpression(name)) for name in bad})
        unfit = [(name, n) for (name, _), n in filled.items() if bad[name] > (1 - self.enough[name]) * n]
        for name, total in unfit:
            self._leave(name, "column_unfit", bad=bad[name], filled=total)
        return bool(unfit)

    def _leave(self, name: str, why: str, **values: object) -> None:
        """Leave a column as text, and say why."""
        self.notes.append(said(why, column=self.how.title(name), **values))
        self._make(name, "text")

    def _make(self, name: str, kind: str) -> None:
        assert self.how.own is not None
        self.styles.pop(name, None)
        own = replace(self.how.own, columns={**self.how.own.columns, name: kind})
        self.how = replace(self.how, own=own)

    def _narrowed(self) -> duckdb.DuckDBPyRelation:
        """The good rows, each column in the narrowest type that holds it."""
        rows = self.engine.read_parquet(str(self.folder / TYPED))
        types = narrowest(rows, self.how.kinds)
        columns = {name: ColumnExpression(name) for name in self.how.kinds}
        columns |= {name: columns[name].cast(each).alias(name) for name, each in types.items()}
        return rows.select(*columns.values())
