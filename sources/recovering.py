"""The readings of a line whose quotes are not in order, the least irregular first.

Each irregularity has its cost: small for what may well be text (a quote inside an unquoted field), larger for
a quote that opens nothing or is not escaped, a quote never closed, and a separator missing beside a quote. A
line is read only where the cheapest reading of the right width is the only one.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from sources.records import Grammar, unescaped

LONGEST = 1 << 16
MOST_QUOTES = 80
MOST_FIELDS = 300
INSIDE, STRAY, UNCLOSED, MISSING = 1, 2, 3, 3
MOST_INSIDE = 40
"""Separators inside a field that is never closed."""
KEPT = 12
"""How many of the cheapest readings are kept on the way."""


class Reading(NamedTuple):
    """One way to read a line, and how irregular it makes it."""

    cost: int
    fields: tuple[bytes, ...]


class Field(NamedTuple):
    """A field: its cost, its text, where it ends, and whether the separator behind it is missing."""

    cost: int
    text: bytes
    end: int
    is_joined: bool = False


def readings(line: bytes, grammar: Grammar, width: int, missing: int = 0) -> list[Reading]:
    """The readings of this many fields, cheapest first, at most so many separators missing beside quotes.

    >>> readings(b'1,"5" pipe, long",x', Grammar(), 3)[0].fields
    (b'1', b'5" pipe, long', b'x')
    """
    if len(line) > LONGEST or width > MOST_FIELDS or line.count(grammar.quote) > MOST_QUOTES:
        return []
    return _Line(line, grammar).readings(width, missing)


class _Line:
    """A line while it is read from each place on."""

    def __init__(self, line: bytes, grammar: Grammar) -> None:
        self.line, self.grammar = line, grammar
        self.readings_from = cache(self._readings_from)

    def readings(self, width: int, missing: int) -> list[Reading]:
        return self.readings_from(0, width, missing)

    def _readings_from(self, position: int, width: int, missing: int) -> list[Reading]:
        """The cheapest ways to read the rest of the line as this many fields."""
        if width == 0 or len(self.line) - position < (width - 1 - missing) * len(self.grammar.delimiter):
            return []
        found: dict[tuple[bytes, ...], int] = {}
        for field in self._fields(position, missing):
            for rest in self._rest(field.end, width - 1, missing - field.is_joined, field.is_joined):
                fields, cost = (field.text, *rest.fields), field.cost + rest.cost
                found[fields] = min(cost, found.get(fields, cost))
        return sorted(Reading(cost, fields) for fields, cost in found.items())[:KEPT]

    def _rest(self, end: int, width: int, missing: int, is_joined: bool) -> list[Reading]:
        if is_joined:
            return self.readings_from(end, width, missing)
        if end == len(self.line):
            return [Reading(0, ())] if width == 0 else []
        return self.readings_from(end + len(self.grammar.delimiter), width, missing)

    def _fields(self, position: int, missing: int) -> Iterator[Field]:
        """Each field that may begin here."""
        quote, end = self.grammar.quote, self._end(position)
        text = self.line[position:end]
        is_quoted = bool(quote) and text.startswith(quote)
        if b"\n" not in text and b"\r" not in text:
            yield Field(text.count(quote or b'"') * (STRAY if is_quoted else INSIDE), text, end)
        if is_quoted:
            yield from self._quoted(position, missing)
            yield from self._unclosed(position, end)
        elif missing and quote in text and quote:
            opening = self.line.find(quote, position)
            yield Field(MISSING, self.line[position:opening], opening, is_joined=True)

    def _end(self, position: int) -> int:
        """Where the next delimiter or the end of the line is."""
        end = self.line.find(self.grammar.delimiter, position)
        return len(self.line) if end < 0 else end

    def _quoted(self, position: int, missing: int) -> Iterator[Field]:
        """The quoted fields that may begin here, closed by each of the quotes that follow."""
        mark = self.grammar.quote
        closing = self.line.find(mark, position + 1)
        while closing >= 0:
            text, after = self.line[position + 1 : closing], closing + 1
            is_end = after == len(self.line) or self.line.startswith(self.grammar.delimiter, after)
            if is_end or missing:
                cost = self._irregular(text) + (0 if is_end else MISSING)
                yield Field(cost, unescaped(text, self.grammar), after, is_joined=not is_end)
            closing = self.line.find(mark, after)

    def _unclosed(self, position: int, end: int) -> Iterator[Field]:
        """The fields that the quote here may open without a quote to close them."""
        for _ in range(MOST_INSIDE):
            text = self.line[position + 1 : end]
            yield Field(UNCLOSED + self._irregular(text), unescaped(text, self.grammar), end)
            if end == len(self.line):
                return
            end = self._end(end + 1)

    def _irregular(self, text: bytes) -> int:
        """The cost of the quotes inside a quoted field that are not escaped."""
        mark, escape = self.grammar.quote, self.grammar.escape
        return STRAY * text.replace(escape * 2, b"").replace(escape + mark, b"").count(mark)
