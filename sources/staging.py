"""From an export's rows to staged text: one column per canonical column, on disk, as the file has them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.canonical import CODES
from sources.carrying import Carry
from sources.cells import trimmed
from sources.export import Batch, Export
from sources.extra import as_json
from sources.planning import Plan

EXTRA = "extra"
GROUP = 120_000
"""Rows that are typed and written together: memory does not grow with the length of a file."""
TRACES = (b".0", b"E+", b"e+")
"""What a spreadsheet leaves in identifiers that it took for numbers."""


@dataclass(frozen=True)
class Stage:
    """Staged rows: `line`, the canonical columns that are there, then `extra`, as an Arrow stream file.

    `traced` columns may hold identifiers that went through a spreadsheet.
    """

    path: Path
    lines: np.ndarray
    traced: frozenset[str]

    def reader(self) -> pa.RecordBatchReader:
        """All rows, from the beginning."""
        return pa.ipc.open_stream(pa.OSFile(str(self.path)))

    def groups(self) -> Iterator[pa.Table]:
        """All rows, a group at a time; one empty group where there are none."""
        with self.reader() as reader:
            blocks = (pa.Table.from_batches([batch]) for batch in reader)
            yield from grouped(chain([reader.schema.empty_table()], blocks))

    def rows(self, lines: Collection[int]) -> pa.Table:
        """The rows of these lines."""
        wanted = pa.array(lines, pa.int64())
        with self.reader() as reader:
            found = [batch.filter(pc.is_in(batch.column("line"), wanted)) for batch in reader]
            return pa.Table.from_batches(found, reader.schema)


def grouped(blocks: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """The blocks, put together to groups of rows of a good size."""
    waiting: list[pa.Table] = []
    for block in blocks:
        waiting.append(block)
        if sum(each.num_rows for each in waiting) >= GROUP:
            yield pa.concat_tables(waiting)
            waiting = []
    if waiting:
        yield pa.concat_tables(waiting)


def stage(export: Export, how: Plan, path: Path) -> Stage:
    """Write the staged rows."""
    codes = [name for name, kind in how.kinds.items() if kind in CODES]
    lines, traced = [np.empty(0, np.int64)], set[str]()
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_stream(sink, _schema(how)) as writer:
        for table in staged(export, how):
            writer.write_table(table)
            lines.append(table.column("line").to_numpy())
            traced |= {name for name in codes if name not in traced and has_trace(table.column(name))}
    return Stage(path, np.concatenate(lines), frozenset(traced))


def has_trace(column: pa.ChunkedArray) -> bool:
    """Whether the column's bytes contain any trace at all."""
    texts = (chunk.buffers()[2].to_pybytes() for chunk in column.chunks if chunk.buffers()[2])
    suspect = [text for text in texts if b"." in text or b"+" in text]
    return any(trace in text for text in suspect for trace in TRACES)


def staged(export: Export, how: Plan) -> Iterator[pa.Table]:
    """The staged rows, block by block."""
    carry = Carry(how) if how.preset.carry_forward else None
    for batch in export.batches(how.positions):
        table = _mapped(batch, how)
        yield carry.fill(table) if carry else table


def _schema(how: Plan) -> pa.Schema:
    return pa.schema([("line", pa.int64()), *((name, pa.string()) for name in (*how.columns, EXTRA))])


def _mapped(batch: Batch, how: Plan) -> pa.Table:
    def column(position: int) -> pa.Array:
        return trimmed(batch.table.column(f"c{position}").combine_chunks())

    arrays = [pa.array(batch.lines, pa.int64())]
    arrays += [_first_filled([column(each) for each in found]) for found in how.columns.values()]
    arrays.append(as_json({name: column(place) for name, place in how.extra.items()}, len(batch.lines)))
    return pa.Table.from_arrays(arrays, schema=_schema(how))


def _first_filled(columns: list[pa.Array]) -> pa.Array:
    return columns[0] if len(columns) == 1 else pc.coalesce(*columns)
