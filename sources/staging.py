"""From an export's rows to staged text: one column per canonical column, on disk, line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.canonical import OBJECTS
from sources.export import Batch, Export
from sources.mapping import Preset, normal

MARGINS = " \t\r\n\u00a0\u3000\u200b\ufeff"
_SUSPECT = np.zeros(256, dtype=bool)
_SUSPECT[[byte for mark in MARGINS for byte in (mark.encode()[0], mark.encode()[-1])]] = True


@dataclass(frozen=True)
class Plan:
    """Which positions of a header feed which staged column, best first; what is extra; what is left out."""

    preset: Preset
    header: tuple[str, ...]
    columns: dict[str, list[int]]
    inverted: frozenset[str]
    extra: dict[str, int]
    not_carried: tuple[str, ...]

    @property
    def positions(self) -> list[int]:
        """All positions to read."""
        return sorted({*(each for found in self.columns.values() for each in found), *self.extra.values()})

    def title(self, column: str) -> str:
        """What the file itself calls a canonical column."""
        found = self.columns.get(column)
        return self.header[found[0]] if found else column


def plan(preset: Preset, header: Sequence[str]) -> Plan:
    """How a preset reads this header."""
    names = _distinct(header)
    ranked: dict[str, list[tuple[int, int]]] = {}
    inverted, extra, left_out = set(), {}, []
    for position, name in enumerate(header):
        if found := preset.positions.get(normal(name)):
            ranked.setdefault(found[0], []).append((found[1], position))
            inverted |= {found[0]} if found[2] else set()
        elif preset.recognises(name):
            left_out.append(names[position])
        else:
            extra[names[position]] = position
    columns = {column: [position for _, position in sorted(each)] for column, each in ranked.items()}
    return Plan(preset, names, columns, frozenset(inverted), extra, tuple(left_out))


def _distinct(header: Sequence[str]) -> tuple[str, ...]:
    names: list[str] = []
    for position, name in enumerate(header, start=1):
        base = name.strip() or f"column {position}"
        count = sum(each == base or each.startswith(f"{base} (") for each in names)
        names.append(f"{base} ({count + 1})" if count else base)
    return tuple(names)


def stage(export: Export, how: Plan, path: Path) -> int:
    """Write the staged rows to an Arrow stream file; how many there are."""
    rows = 0
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_stream(sink, _schema(how)) as writer:
        for table in staged(export, how):
            writer.write_table(table)
            rows += table.num_rows
    return rows


def staged(export: Export, how: Plan) -> Iterator[pa.Table]:
    """The staged rows, block by block: `line`, the canonical columns that are there, then `extra 0`, …"""
    carry = _Carry(how) if how.preset.carry_forward else None
    for batch in export.batches(how.positions):
        table = _mapped(batch, how)
        yield carry.fill(table) if carry else table


def _schema(how: Plan) -> pa.Schema:
    names = [*how.columns, *(f"extra {index}" for index in range(len(how.extra)))]
    return pa.schema([("line", pa.int64()), *((name, pa.string()) for name in names)])


def _mapped(batch: Batch, how: Plan) -> pa.Table:
    def column(position: int) -> pa.Array:
        return trimmed(batch.table.column(f"c{position}").combine_chunks())

    arrays = [pa.array(batch.lines, pa.int64())]
    arrays += [_first_filled([column(each) for each in found]) for found in how.columns.values()]
    arrays += [column(position) for position in how.extra.values()]
    return pa.Table.from_arrays(arrays, schema=_schema(how))


def _first_filled(columns: list[pa.Array]) -> pa.Array:
    return columns[0] if len(columns) == 1 else pc.coalesce(*columns)


def trimmed(column: pa.Array) -> pa.Array:
    """The text without white space around it; null where nothing is left."""
    if not _has_margins(column):
        return column
    text = pc.utf8_trim(column, characters=MARGINS)
    return pc.if_else(pc.equal(text, ""), None, text)


def _has_margins(column: pa.Array) -> bool:
    """Whether any value may begin or end with white space, told from its first and last byte."""
    _, places, data = column.buffers()
    if data is None or not len(column) or not data.size:
        return False
    offsets = np.frombuffer(places, np.int32)[column.offset : column.offset + len(column) + 1]
    text = np.frombuffer(data, np.uint8)
    filled = offsets[1:] > offsets[:-1]
    first, last = text[offsets[:-1][filled]], text[offsets[1:][filled] - 1]
    return bool(_SUSPECT[first].any() or _SUSPECT[last].any())


class _Carry:
    """Fills an order's own fields, blank on its later lines, from the line above of the same order."""

    def __init__(self, how: Plan) -> None:
        self.key = OBJECTS[how.preset.object].key[0]
        self.columns = [column for column in how.preset.carry_forward if column in how.columns]
        self.before: pa.Table | None = None

    def fill(self, table: pa.Table) -> pa.Table:
        """The block with its blanks filled; its last row is kept, as an order may go on in the next."""
        whole = table if self.before is None else pa.concat_tables([self.before, table]).combine_chunks()
        starts = self._starts(whole)
        for column in self.columns:
            found = whole.column(column).combine_chunks()
            if found.null_count:
                filled = _filled(found, starts)
                whole = whole.set_column(whole.schema.get_field_index(column), column, filled)
        skipped, self.before = self.before is not None, whole.slice(whole.num_rows - 1)
        return whole.slice(1) if skipped else whole

    def _starts(self, table: pa.Table) -> np.ndarray:
        """For each row, where its order begins."""
        keys = table.column(self.key).combine_chunks()
        same = pc.equal(keys.slice(1), keys.slice(0, len(keys) - 1)).fill_null(False)
        begins = np.concatenate([[True], ~same.to_numpy(zero_copy_only=False)])
        return np.maximum.accumulate(np.where(begins, np.arange(len(begins)), 0))


def _filled(column: pa.Array, starts: np.ndarray) -> pa.Array:
    given = column.is_valid().to_numpy(zero_copy_only=False)
    last = np.maximum.accumulate(np.where(given, np.arange(len(given)), -1))
    return column.take(pa.array(last, mask=last < starts))
