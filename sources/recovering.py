"""The readings of a line whose quotes are not in order, the least irregular first.

Each irregularity has its cost: 1 for a quote that is text at the beginning of an unquoted field or unescaped
inside a quoted one, 2 for a separator missing beside a quote. A line is read only where the cheapest reading
of the right width is the only one.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from sources.records import Grammar, unescaped

LONGEST = 1 << 16
MOST_QUOTES = 80
MOST_FIELDS = 300
MISSING = 2
KEPT = 12
"""How many of the cheapest readings are kept on the way."""


class Reading(NamedTuple):
    """One way to read a line, and how irregular it makes it."""

    cost: int
    fields: tuple[bytes, ...]


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
        for cost, field, end, is_joined in self._fields(position, missing):
            for rest in self._rest(end, width - 1, missing - is_joined, is_joined):
                fields = (field, *rest.fields)
                found[fields] = min(cost + rest.cost, found.get(fields, cost + rest.cost))
        return sorted(Reading(cost, fields) for fields, cost in found.items())[:KEPT]

    def _rest(self, end: int, width: int, missing: int, is_joined: bool) -> list[Reading]:
        if is_joined:
            return self.readings_from(end, width, missing)
        if end == len(self.line):
            return [Reading(0, ())] if width == 0 else []
        return self.readings_from(end + len(self.grammar.delimiter), width, missing)

    def _fields(self, position: int, missing: int) -> Iterator[tuple[int, bytes, int, bool]]:
        """Each field that may begin here: its cost, text and end, and whether its separator is missing."""
        quote = self.grammar.quote
        is_quoted = bool(quote) and self.line.startswith(quote, position)
        end = self.line.find(self.grammar.delimiter, position)
        end = len(self.line) if end < 0 else end
        yield int(is_quoted), self.line[position:end], end, False
        if is_quoted:
            yield from self._quoted(position, missing)
        elif missing and quote and position < (opening := self.line.find(quote, position, end)):
            yield MISSING, self.line[position:opening], opening, True

    def _quoted(self, position: int, missing: int) -> Iterator[tuple[int, bytes, int, bool]]:
        """The quoted fields that may begin here, closed by each of the quotes that follow."""
        mark = self.grammar.quote
        closing = self.line.find(mark, position + 1)
        while closing >= 0:
            text, after = self.line[position + 1 : closing], closing + 1
            is_end = after == len(self.line) or self.line.startswith(self.grammar.delimiter, after)
            if is_end or missing:
                cost = self._irregular(text) + (0 if is_end else MISSING)
                yield cost, unescaped(text, self.grammar), after, not is_end
            closing = self.line.find(mark, after)

    def _irregular(self, text: bytes) -> int:
        """How many quotes inside a quoted field are not escaped."""
        mark, escape = self.grammar.quote, self.grammar.escape
        return text.replace(escape * 2, b"").replace(escape + mark, b"").count(mark)
