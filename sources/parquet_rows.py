"""Parquet: typed columns back to text, nothing of them lost; structs become columns with dotted names."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sources.cell_text import OF_TABLES, number_text
from sources.export import UnreadableError
from sources.row_export import Row, RowExport
from sources.words import said

AT_ONCE = 10_000


def parquet_tables(path: Path) -> list[RowExport]:
    """The one table of the file. Raises UnreadableError."""
    try:
        with pq.ParquetFile(path) as file:
            header = tuple(_flattened(file.schema_arrow.empty_table()).column_names)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableError(said("parquet_unreadable")) from error

    def rows() -> Iterator[tuple[int, Row]]:
        number = 0
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(AT_ONCE, use_threads=False):
                texts = [_texts(column) for column in _flattened(pa.Table.from_batches([batch])).columns]
                for row in zip(*texts, strict=True):
                    number += 1
                    yield number, row

    return [RowExport(rows, header, "Parquet")]


def _flattened(table: pa.Table) -> pa.Table:
    while any(pa.types.is_struct(column.type) for column in table.schema):
        table = table.flatten()
    return table


def _texts(column: pa.ChunkedArray) -> list[str]:
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_floating(column.type):
        column = column.cast(pa.float64())
    return [_text(value) for value in _values(column)]


def _values(column: pa.ChunkedArray) -> list[Any]:
    """Python's own values; nanoseconds do not fit into those and are written by Arrow."""
    is_nano = pa.types.is_timestamp(column.type) and column.type.unit == "ns"
    if is_nano and column.type.tz is None:
        column = column.cast(pa.string())
    elif is_nano:
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    values: list[Any] = column.to_pylist()
    return values


def _text(value: Any) -> str:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=_text)
    if isinstance(value, float):
        return number_text(value)
    return OF_TABLES.get(type(value), str)(value)
