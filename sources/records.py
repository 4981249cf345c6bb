"""The grammar of one record: delimited fields, quoted where they need to be (RFC 4180 and its relatives).

A quote opens a field only at its beginning; inside an unquoted field it is an ordinary character. A lone
carriage return ends a line like a newline does.
"""

import re
from functools import cache
from typing import NamedTuple

REACH = 1 << 20
"""How far, in bytes, a quoted field may run before it counts as never closed."""
NO_DELIMITER = b"\x1f"
"""Separates nothing: each line is one field."""


class Grammar(NamedTuple):
    """What separates fields, what encloses them (blank: nothing), what stands before a quote that is text.

    An `escape` equal to the quote means doubled quotes.
    """

    delimiter: bytes = b","
    quote: bytes = b'"'
    escape: bytes = b'"'

    @property
    def is_standard(self) -> bool:
        """Whether any CSV parser reads it, told the delimiter."""
        return len(self.delimiter) == 1 and self.quote == self.escape == b'"'


class Record(NamedTuple):
    """The fields of a record, where the next one begins, and whether no quote stands in an unquoted field."""

    fields: list[bytes]
    end: int
    is_strict: bool = True


class Fault(NamedTuple):
    """Why there is no record: a quote is closed by nothing within reach, or closed in mid-field."""

    is_open: bool
    is_at_end: bool = False


STANDARD = Grammar()


def parse(data: bytes, start: int, grammar: Grammar = STANDARD) -> Record | Fault:
    """The record that begins at `start`.

    >>> parse(b'a,"b ""c"" d",5" pipe', 0).fields
    [b'a', b'b "c" d', b'5" pipe']
    """
    fields: list[bytes] = []
    position, is_strict, delimiter = start, True, grammar.delimiter
    while True:
        stop, end = line_at(data, position)
        plain, quote = _plain(data, position, stop, grammar)
        is_strict = is_strict and (grammar.quote or b'"') not in plain
        if quote < 0:
            return Record([*fields, *plain.split(delimiter)], end, is_strict)
        fields += plain[: -len(delimiter)].split(delimiter) if plain else []
        found = _quoted(data, quote, grammar)
        if isinstance(found, Fault):
            return found
        field, position = found
        fields.append(field)
        if data.startswith(delimiter, position):
            position += len(delimiter)
        elif (after := _line_end(data, position)) is not None:
            return Record(fields, after, is_strict)
        else:
            return Fault(is_open=False)


def line_at(data: bytes, position: int) -> tuple[int, int]:
    """Where the text of this line stops, and where the next line begins."""
    newline = data.find(b"\n", position)
    newline = len(data) if newline < 0 else newline
    carriage = data.find(b"\r", position, newline)
    if carriage < 0:
        return newline, min(newline + 1, len(data))
    return carriage, min(carriage + 1 + (carriage + 1 == newline), len(data))


def _plain(data: bytes, position: int, stop: int, grammar: Grammar) -> tuple[bytes, int]:
    """The text before the next opening quote of the line, and that quote's place or -1."""
    mark, delimiter = grammar.quote, grammar.delimiter
    quote = data.find(mark, position, stop) if mark else -1
    while quote > position and not data.endswith(delimiter, position, quote):
        separator = data.find(delimiter, quote, stop)
        quote = data.find(mark, separator, stop) if separator >= 0 else -1
    return data[position : quote if quote >= 0 else stop], quote


@cache
def _closing(quote: bytes, escape: bytes) -> re.Pattern[bytes]:
    """Finds the next quote, or a pair that stands for one (or for the escape itself)."""
    mark = re.escape(quote)
    if escape == quote:
        return re.compile(mark + b"(?:" + mark + b"|)")
    sign = re.escape(escape)
    return re.compile(sign + b"(?:" + mark + b"|" + sign + b")|" + mark)


def _quoted(data: bytes, position: int, grammar: Grammar) -> tuple[bytes, int] | Fault:
    """The quoted field that opens here, and the place behind its closing quote."""
    limit, pattern = position + REACH, _closing(grammar.quote, grammar.escape)
    at = position + 1
    while match := pattern.search(data, at, limit):
        if len(match[0]) == 1:
            return unescaped(data[position + 1 : match.start()], grammar), match.end()
        at = match.end()
    return Fault(is_open=True, is_at_end=limit > len(data))


def unescaped(text: bytes, grammar: Grammar) -> bytes:
    """The text of a quoted field without its escapes."""
    if grammar.escape == grammar.quote:
        return text.replace(grammar.quote * 2, grammar.quote)
    return _closing(grammar.quote, grammar.escape).sub(lambda found: found[0][-1:], text)


def _line_end(data: bytes, position: int) -> int | None:
    """Where the next line begins, if this one ends here."""
    if position >= len(data):
        return position
    if data[position : position + 1] not in (b"\n", b"\r"):
        return None
    return position + (2 if data[position : position + 2] == b"\r\n" else 1)


def written(fields: list[bytes], delimiter: bytes) -> bytes:
    """The record with every field quoted, so that any parser reads the same."""
    return delimiter.join(b'"' + field.replace(b'"', b'""') + b'"' for field in fields)
