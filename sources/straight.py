"""The short way for exports whose every value is plain: typed and written block by block, without the engine.

What is written in any other way sends the file the long way, by `typing.sql`; for plain values both give the
same rows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sources.canonical import CODES
from sources.cells import parts
from sources.faults import MISSING, possible_faults
from sources.mapping import NAME_PARTS
from sources.planning import Plan
from sources.staging import grouped, has_trace
from sources.styles import MONEYS
from sources.values import flag_words, spellings

ARROW = {
    "identifier": pa.string(),
    "phone": pa.string(),
    "text": pa.string(),
    "moment": pa.timestamp("us"),
    "date": pa.date32(),
    "flag": pa.bool_(),
    "integer": pa.int64(),
    "money": pa.decimal128(18, 2),
    "price": pa.decimal128(18, 4),
    "quantity": pa.decimal128(18, 3),
}
CONSTANT = pa.dictionary(pa.int32(), pa.string())
EARLIEST, LATEST = (pa.scalar(np.datetime64(day, "us")) for day in ("1900-01-01", "2101-01-01"))
DICTIONARY = 1 << 18
"""Bytes of distinct values beyond which they are written as they come."""
QUIRKS = {
    "apostrophes": "^'",
    "tagged_values": "^[a-z]{1,3}:",
    "first_of_several": ";",
    "zero_for_none": "^0(\\.0)?$",
}
LEFT_THE_COMPANY = "[)）]$"
PLAIN_NUMBER = r"^-?\d{1,14}(\.\d+)?$"
TWOFOLD = r"^-?[1-9]\d{0,2}\.\d{3}$"
STAMP = (b"0000-00-00 00:00:00", b"9999-99-99 99:99:99")
SHORT, POINT, ZERO = 14, ord("."), ord("0")
IN_NUMBERS = np.isin(np.arange(256), list(b"-.0123456789"))
PEEK, FEW = 1_000, 0.3
"""How many rows are looked at first, and up to which share of different ones a column's values are few."""
PLAIN_MOMENT = r"^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d{1,6})?)?)?$"


class Unusual(Exception):
    """A value that needs a closer look."""


def is_straight(how: Plan) -> bool:
    """Whether this way knows all that the file's columns need."""
    table = how.table
    has_key = table.key[0] in how.columns or not table.instead
    return (
        has_key and not set(NAME_PARTS) & how.columns.keys() and set(table.columns.values()) <= ARROW.keys()
    )


def write(blocks: Iterable[pa.Table], how: Plan, file_id: str, target: Path) -> tuple[int, int]:
    """Write the staged blocks as the canonical table; how many rows, and the last line. Raises Unusual."""
    schema, count, last_line = _schema(how), 0, 0
    with pq.ParquetWriter(target, schema, **encoding(schema)) as writer:
        for block in grouped(_tried(blocks, how, file_id, schema)):
            writer.write_table(typed(block, how, file_id, schema))
            count += block.num_rows
            last_line = block.column("line")[-1].as_py()
    return count, last_line


def encoding(schema: pa.Schema) -> dict[str, Any]:
    """Dictionaries where values repeat; ranges where they are of use to a reader, and cheap."""
    is_text = {each.name: each.type in (pa.string(), CONSTANT) for each in schema}
    is_point = {each.name: pa.types.is_timestamp(each.type) or each.name == "line" for each in schema}
    return {
        "compression": "zstd",
        "use_dictionary": [name for name in schema.names if not is_point[name]],
        "write_statistics": [name for name in schema.names if not is_text[name]],
        "dictionary_pagesize_limit": DICTIONARY,
        "store_schema": False,
    }


def _tried(blocks: Iterable[pa.Table], how: Plan, file_id: str, schema: pa.Schema) -> Iterator[pa.Table]:
    """The blocks, after a try at the first rows: what is unusual mostly is so from the beginning on."""
    for index, block in enumerate(blocks):
        if not index:
            typed(block.slice(0, PEEK), how, file_id, schema)
        yield block


def _schema(how: Plan) -> pa.Schema:
    kinds = how.table.columns
    first = [("file_id", CONSTANT), ("line", pa.int64()), ("system", CONSTANT)]
    return pa.schema([*first, *((name, ARROW[kind]) for name, kind in kinds.items()), ("extra", pa.string())])


def typed(block: pa.Table, how: Plan, file_id: str, schema: pa.Schema) -> pa.Table:
    """A staged block as the canonical table. Raises Unusual."""
    table, rows = how.table, block.num_rows
    given = {"file_id": _constant(file_id, rows), "system": _constant(how.preset.system, rows)}
    given |= {"line": block.column("line"), "extra": block.column("extra")}
    try:
        given |= {name: _typed(block.column(name), name, kind, how) for name, kind in how.kinds.items()}
    except pa.ArrowInvalid as error:
        raise Unusual from error
    absent = {
        name: _absent(how, name, kind, rows) for name, kind in table.columns.items() if name not in given
    }
    columns = given | absent
    wanted = [fault.column for fault in possible_faults(how, {}) if fault.code == MISSING]
    if any(columns[name].null_count for name in wanted):
        raise Unusual
    return pa.table([columns[name] for name in schema.names], schema=schema)


def _absent(how: Plan, name: str, kind: str, rows: int) -> pa.Array:
    """A column that the file does not have: blank, or what the preset says for all its rows."""
    if (constant := how.preset.constants.get(name)) is None:
        return pa.nulls(rows, ARROW[kind])
    return pa.array([str(constant)]).cast(ARROW[kind]).take(pa.array(np.zeros(rows, np.int32)))


def _constant(text: str, rows: int) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int32)), pa.array([text], pa.string()))


def _typed(column: pa.ChunkedArray, name: str, kind: str, how: Plan) -> pa.ChunkedArray:
    words = how.preset.values.get(name, {})
    if kind in CODES:
        return _untraced(column, how.preset.quirks)
    if name == "owner":
        _refuse(column, LEFT_THE_COMPANY)
    if kind == "text":
        return _worded(column, words) if words else column
    if kind == "flag":
        return _flagged(column, *flag_words(words, name in how.inverted))
    return _moment(column, kind) if kind in ("moment", "date") else _number(column, kind)


def _untraced(column: pa.ChunkedArray, quirks: Sequence[str]) -> pa.ChunkedArray:
    if has_trace(column):
        raise Unusual
    for quirk in quirks:
        _refuse(column, QUIRKS[quirk])
    return column


def _moment(column: pa.ChunkedArray, kind: str) -> pa.ChunkedArray:
    if not _is_stamped(column.drop_null().combine_chunks()):
        _require(column, PLAIN_MOMENT)
    moments = column.cast(pa.timestamp("us"))
    is_within = pc.and_(pc.greater_equal(moments, EARLIEST), pc.less(moments, LATEST))
    if not pc.all(is_within, min_count=0).as_py():
        raise Unusual
    return pc.floor_temporal(moments, unit="day").cast(pa.date32()) if kind == "date" else moments


def _is_stamped(texts: pa.StringArray) -> bool:
    """Whether all are digits and signs as in a moment to the second: seen sooner than by a pattern."""
    offsets, data = parts(texts)
    if not len(texts) or (np.diff(offsets) != len(STAMP[0])).any():
        return False
    least, most = (np.tile(np.frombuffer(each, np.uint8), len(texts)) for each in STAMP)
    return bool((data - least <= most - least).all())


def _number(column: pa.ChunkedArray, kind: str) -> pa.ChunkedArray:
    """Numbers, read once for each value where there are few."""
    first = column.slice(0, PEEK)
    if len(first.unique()) > FEW * len(first):
        return _read_number(column, kind)
    distinct = column.combine_chunks().dictionary_encode()
    return _read_number(distinct.dictionary, kind).take(distinct.indices)


def _read_number(column: pa.Array | pa.ChunkedArray, kind: str) -> pa.Array | pa.ChunkedArray:
    texts = column.drop_null()
    offsets, data = parts(texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts)
    if not _is_numeric(offsets, data):
        _require(column, PLAIN_NUMBER)
    if kind in MONEYS and (data[np.maximum(offsets[1:] - len(".000"), 0)] == POINT).any():
        _refuse(column, TWOFOLD)
    return column.cast(ARROW[kind])


def _is_numeric(offsets: np.ndarray, data: np.ndarray) -> bool:
    """Whether all are short, of digits, points between them and minuses; the rest is seen to by the cast."""
    if len(offsets) < 2 or np.diff(offsets).max() > SHORT or not IN_NUMBERS[data].all():
        return False
    first, last = data[offsets[:-1]], data[offsets[1:] - 1]
    return bool((first != POINT).all() and (last >= ZERO).all()) and b"-." not in data.tobytes()


def _require(column: pa.ChunkedArray, pattern: str) -> None:
    """Raises Unusual where a value is written in another way."""
    if not pc.all(pc.match_substring_regex(column, pattern), min_count=0).as_py():
        raise Unusual


def _refuse(column: pa.ChunkedArray, pattern: str) -> None:
    """Raises Unusual where any value holds this."""
    if pc.any(pc.match_substring_regex(column, pattern), min_count=0).as_py():
        raise Unusual


def _worded(column: pa.ChunkedArray, words: Mapping[str, Sequence[str]]) -> pa.ChunkedArray:
    """The preset's own word for each of its spellings; others as they are."""
    found, meanings = (pa.array(each, pa.string()) for each in spellings(words))
    distinct = column.combine_chunks().dictionary_encode()
    meant = meanings.take(pc.index_in(pc.utf8_lower(distinct.dictionary), found))
    return pc.coalesce(meant, distinct.dictionary).take(distinct.indices)


def _flagged(column: pa.ChunkedArray, yes: Sequence[str], no: Sequence[str]) -> pa.ChunkedArray:
    distinct = column.combine_chunks().dictionary_encode()
    lower = pc.utf8_lower(distinct.dictionary)
    is_yes = pc.is_in(lower, pa.array(yes))
    is_known = pc.or_(is_yes, pc.is_in(lower, pa.array(no)))
    return pc.if_else(is_known, is_yes, None).take(distinct.indices)
