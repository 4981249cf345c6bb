"""The grammar of one record: delimited fields, quoted where they need to be (RFC 4180).

A quote opens a field only at its beginning; inside an unquoted field it is an ordinary character.
"""

import re
from typing import NamedTuple

REACH = 1 << 20
"""How far, in bytes, a quoted field may run before it counts as never closed."""


class Record(NamedTuple):
    """The fields of a record, where the next one begins, and whether any strict parser reads the same."""

    fields: list[bytes]
    end: int
    is_strict: bool = True


class Fault(NamedTuple):
    """Why there is no record: a quote is closed by nothing within reach, or closed in mid-field."""

    is_open: bool
    is_at_end: bool = False


def parse(data: bytes, start: int, delimiter: bytes) -> Record | Fault:
    """The record that begins at `start`.

    >>> parse(b'a,"b ""c"" d",5" pipe', 0, b",").fields
    [b'a', b'b "c" d', b'5" pipe']
    """
    fields: list[bytes] = []
    position, strict = start, True
    while True:
        stop, end = _line(data, position)
        quote = data.find(b'"', position, stop)
        if quote < 0:
            fields += data[position:stop].split(delimiter)
            return Record(fields, end, strict and b"\r" not in data[position:stop])
        if quote > position and data[quote - 1 : quote] != delimiter:
            strict, comma = False, data.find(delimiter, quote, stop)
            if comma < 0:
                return Record([*fields, *data[position:stop].split(delimiter)], end, strict)
            fields += data[position:comma].split(delimiter)
            position = comma + 1
            continue
        fields += data[position : quote - 1].split(delimiter) if quote > position else []
        found = _quoted(data, quote)
        if isinstance(found, Fault):
            return found
        field, position = found
        fields.append(field)
        if data[position : position + 1] == delimiter:
            position += 1
        elif (after := _line_end(data, position)) is not None:
            return Record(fields, after, strict)
        else:
            return Fault(is_open=False)


def _line(data: bytes, position: int) -> tuple[int, int]:
    """Where the text of this line stops, and where the next line begins."""
    newline = data.find(b"\n", position)
    stop, end = (len(data), len(data)) if newline < 0 else (newline, newline + 1)
    return stop - (stop > position and data[stop - 1 : stop] == b"\r"), end


CLOSING = re.compile(rb'"(?:"|)')


def _quoted(data: bytes, position: int) -> tuple[bytes, int] | Fault:
    limit = position + REACH
    at = position + 1
    while match := CLOSING.search(data, at, limit):
        if len(match[0]) == 1:
            return data[position + 1 : match.start()].replace(b'""', b'"'), match.end()
        at = match.end()
    return Fault(is_open=True, is_at_end=limit > len(data))


def _line_end(data: bytes, position: int) -> int | None:
    if position >= len(data):
        return position
    if data[position : position + 1] == b"\n":
        return position + 1
    if data[position : position + 2] == b"\r\n":
        return position + 2
    return position + 1 if data[position:] == b"\r" else None


def written(fields: list[bytes], delimiter: bytes) -> bytes:
    """The record with every field quoted, so that any parser reads the same."""
    return delimiter.join(b'"' + field.replace(b'"', b'""') + b'"' for field in fields)
