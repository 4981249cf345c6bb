"""JSON: an array of objects or plain values, perhaps in an envelope (`{"data": […]}`), or an object per line.

Nested objects become columns with dotted names; numbers stay as written. A list that a preset knows for an
order's lines becomes rows, each with the fields of its order; other lists stay JSON, and are named.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from sources import encoding
from sources.blocks import blocks
from sources.encoding import Survey
from sources.export import Rejected, UnreadableError, shortened
from sources.json_lists import Lists, Number, as_json
from sources.row_export import Numbered, RowExport
from sources.words import said

COLUMNS = 4_000
VALUE = "value"
"""The one column of an array that holds no objects."""
DEPTH = 3
"""How deep in an envelope the array is looked for."""
LARGEST = 1 << 29
"""One document larger than this does not fit; lines may go on for ever."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object that keeps names that occur twice."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: dict[str, int] = {}
    named: dict[str, Any] = {}
    for name, value in pairs:
        seen[name] = seen.get(name, 0) + 1
        named[name if seen[name] == 1 else f"{name} ({seen[name]})"] = value
    return named


DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=Number, parse_float=Number, parse_constant=lambda _: None
)


def json_tables(path: Path, seen: Survey) -> list[RowExport]:
    """The records as one table. Raises UnreadableError."""
    codec = encoding.detect(path, seen)
    if _is_by_line(*_first_lines(path, codec, seen)):
        return [_table(_Lines(path, codec, seen), f"JSON lines, {codec}")]
    if seen.size > LARGEST:
        raise UnreadableError(said("json_too_large", megabytes=LARGEST >> 20))
    return [_table(_Document(path, codec, seen), f"JSON, {codec}")]


def _table(source: "_Lines | _Document", encoding_name: str) -> RowExport:
    """The records with a column for each name, in the order in which names first occur."""
    lists = Lists.found(each[1] for each in source.records() if not isinstance(each, Rejected))
    names: dict[str, None] = {}
    for record in lists.rows(source.records()):
        if not isinstance(record, Rejected):
            names.update(dict.fromkeys(record[1]))
        if len(names) > COLUMNS:
            raise UnreadableError(said("too_many_columns", columns=COLUMNS))
    if not names:
        raise UnreadableError(said("no_records"))

    def rows() -> Iterator[Numbered]:
        for record in lists.rows(source.records()):
            if isinstance(record, Rejected):
                yield record
            else:
                yield record[0], tuple(record[1].get(name, "") for name in names)

    table = RowExport(rows, tuple(names), encoding_name)
    table.notes += lists.notes
    return table


class _Lines:
    """A file with an object in each line."""

    def __init__(self, path: Path, codec: str, seen: Survey) -> None:
        self.path, self.codec, self.seen = path, codec, seen

    def records(self) -> Iterator[tuple[int, Mapping[str, Any]] | Rejected]:
        """Each object with its line; a line that is none is set aside."""
        for number, (line, is_damaged) in enumerate(_lines(self.path, self.codec, self.seen), start=1):
            if line.strip():
                yield _broken(number, line, "undecodable") if is_damaged else _line(number, line)


class _Document:
    """A file that is one document."""

    def __init__(self, path: Path, codec: str, seen: Survey) -> None:
        text = b"".join(block.text for block in blocks(path, codec, seen)).decode()
        try:
            value, end = DECODER.raw_decode(text, len(text) - len(text.lstrip()))
        except (ValueError, RecursionError) as error:
            raise UnreadableError(said("json_broken", place=_place(error))) from None
        if text[end:].strip():
            raise UnreadableError(said("json_broken", place=text.count("\n", 0, end) + 1))
        self.found = _array(value)

    def records(self) -> Iterator[tuple[int, Mapping[str, Any]] | Rejected]:
        """Each object with its number in the array."""
        for number, value in enumerate(self.found, start=1):
            if isinstance(value, dict):
                yield number, value
            else:
                yield _broken(number, as_json(value), "no_object")


def _place(error: Exception) -> int:
    return error.lineno if isinstance(error, json.JSONDecodeError) else 1


def _array(value: Any) -> list[Any]:
    """The longest array of objects near the top, or the one object itself, which may have lines."""
    if isinstance(value, list):
        return (
            value
            if any(isinstance(each, dict | list) for each in value)
            else [{VALUE: each} for each in value]
        )
    if isinstance(value, dict) and Lists.found([value]).lines:
        return [value]
    level, found = [value], list[list[Any]]()
    for _ in range(DEPTH):
        level = list(chain.from_iterable(each.values() for each in level if isinstance(each, dict)))
        found += [each for each in level if isinstance(each, list) and _has_object(each)]
    return max(found, key=len, default=[value])


def _has_object(values: list[Any]) -> bool:
    return any(isinstance(each, dict) for each in values)


def _lines(path: Path, codec: str, seen: Survey) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it could not be decoded."""
    for block in blocks(path, codec, seen):
        damaged = set(block.damaged)
        lines = block.text.decode().removesuffix("\n").split("\n")
        yield from ((line.removesuffix("\r"), index in damaged) for index, line in enumerate(lines))


def _first_lines(path: Path, codec: str, seen: Survey) -> tuple[str, str]:
    """The first two lines that are not blank."""
    filled = (line for line, _ in _lines(path, codec, seen) if line.strip())
    return next(filled, ""), next(filled, "")


def _is_by_line(line: str, after: str) -> bool:
    """Whether the first line is an object of its own, and no envelope of all."""
    found = _line(1, line)
    return not isinstance(found, Rejected) and bool(after or _array(found[1]) == [found[1]])


def _line(number: int, line: str) -> tuple[int, Mapping[str, Any]] | Rejected:
    try:
        value = DECODER.decode(line)
    except (ValueError, RecursionError):
        return _broken(number, line, "broken_json")
    return (number, value) if isinstance(value, dict) else _broken(number, line, "no_object")


def _broken(number: int, text: str, code: str) -> Rejected:
    return Rejected(number, shortened(text), code, said(code))
