"""The grammar of one record: delimited fields, quoted where they need to be (RFC 4180).

A quote opens a field only at its beginning; inside an unquoted field it is an ordinary character.
"""

import re
from typing import NamedTuple

REACH = 1 << 20
"""How far, in bytes, a quoted field may run before it counts as never closed."""
CLOSING = re.compile(rb'"(?:"|)')


class Record(NamedTuple):
    """The fields of a record, where the next one begins, and whether every strict parser reads the same."""

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
    position, is_strict = start, True
    while True:
        stop, end = _line(data, position)
        plain, quote = _plain(data, position, stop, delimiter)
        is_strict = is_strict and not (b'"' in plain or b"\r" in plain)
        if quote < 0:
            return Record([*fields, *plain.split(delimiter)], end, is_strict)
        fields += plain[:-1].split(delimiter) if plain else []
        found = _quoted(data, quote)
        if isinstance(found, Fault):
            return found
        field, position = found
        fields.append(field)
        if data[position : position + 1] == delimiter:
            position += 1
        elif (after := _line_end(data, position)) is not None:
            return Record(fields, after, is_strict)
        else:
            return Fault(is_open=False)


def _line(data: bytes, position: int) -> tuple[int, int]:
    """Where the text of this line stops, and where the next line begins."""
    newline = data.find(b"\n", position)
    stop, end = (len(data), len(data)) if newline < 0 else (newline, newline + 1)
    return stop - (stop > position and data[stop - 1 : stop] == b"\r"), end


def _plain(data: bytes, position: int, stop: int, delimiter: bytes) -> tuple[bytes, int]:
    """The text before the next opening quote of the line, and that quote's place or -1."""
    quote = data.find(b'"', position, stop)
    while quote > position and data[quote - 1 : quote] != delimiter:
        comma = data.find(delimiter, quote, stop)
        quote = data.find(b'"', comma, stop) if comma >= 0 else -1
    return data[position : quote if quote >= 0 else stop], quote


def _quoted(data: bytes, position: int) -> tuple[bytes, int] | Fault:
    """The quoted field that opens here, and the place behind its closing quote."""
    limit = position + REACH
    at = position + 1
    while match := CLOSING.search(data, at, limit):
        if len(match[0]) == 1:
            return data[position + 1 : match.start()].replace(b'""', b'"'), match.end()
        at = match.end()
    return Fault(is_open=True, is_at_end=limit > len(data))


def _line_end(data: bytes, position: int) -> int | None:
    """Where the next line begins, if this one ends here."""
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
