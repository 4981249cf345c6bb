"""Records that do not fit the table, put right where there is only one way to do so.

Four things are tried, the least first: quotes out of order, a separator too many, one missing, another
separator than in the rest of the file. A repair counts where exactly one candidate has a value of the right
shape in every column, and the record would not as well be whole with one value too many or one lost; else it
is set aside.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sources.columns import Profile, fits
from sources.records import Grammar, Record, parse
from sources.recovering import STRAY, Reading, readings

OTHER_DELIMITERS = (b" ", b";", b"\t", b"|", b",")
STRUCTURED = 2
LONGEST_SPLIT = 2000
OTHER_QUOTINGS = ((b'\\"', b'"', b"\\"), (b"'", b"'", b"'"))
"""Signs of another writer's hand, its quote and its escape."""

Row = tuple[bytes, ...]


@dataclass(frozen=True)
class Repairer:
    """Puts records of one table right; `quotes_separators`: its writer quotes text with separators."""

    grammar: Grammar
    width: int
    columns: Profile
    quotes_separators: bool

    def repaired(self, line: bytes) -> Row | None:
        """The line's fields, if there is only one way to read it."""
        if foreign := self._foreign(line):
            return foreign
        if not (self._regular(line, self.width - 1) or self._regular(line, self.width + 1)):
            reading = self.requoted(line)
            return reading.fields if reading else self._only(self._with_another(line))
        if not self.is_known or self._has_surplus(line) or self._has_lost(line):
            return None
        for candidates in (self._without_separator, self._with_separator, self._with_another):
            if found := self._fitting(candidates(line)):
                return found.pop() if len(found) == 1 else None
        return None

    def requoted(self, line: bytes) -> Reading | None:
        """The line where its quotes are out of order, perhaps with a separator missing beside one of them."""
        if foreign := self._foreign(line):
            return Reading(0, foreign)
        pool = readings(line, self.grammar, self.width, missing=int(self.is_known))
        found = [each for each in pool if self._is_likely(each)]
        cheapest = [each for each in found if each.cost == found[0].cost]
        if len(cheapest) > 1:
            cheapest = [each for each in cheapest if self.columns and fits(_texts(each.fields), self.columns)]
        if len(cheapest) != 1 or (not self.columns and found[0].cost > STRAY):
            return None
        return cheapest[0]

    def _foreign(self, line: bytes) -> Row | None:
        """The line as other writers quote: with apostrophes, or a backslash before a quote that is text."""
        for sign, quote, escape in OTHER_QUOTINGS:
            grammar = self.grammar._replace(quote=quote, escape=escape)
            if sign not in line or grammar == self.grammar or not self.columns:
                continue
            found = parse(line, 0, grammar)
            if isinstance(found, Record) and found.is_strict and found.end == len(line):
                row = tuple(found.fields)
                if fits(_texts(row), self.columns):
                    return row
        return None

    def _only(self, candidates: Iterable[Row]) -> Row | None:
        found = self._fitting(candidates) if self.is_known else set()
        return found.pop() if len(found) == 1 else None

    def settled(self, line: bytes, fields: Row) -> Row | None:
        """A record with quotes inside unquoted fields: as it is, or with a separator beside one of them.

        None where both are as likely. Quotes that pair up within their fields enclose no separator.
        """
        quote = self.grammar.quote
        if not quote or all(cell.count(quote) % 2 == 0 for cell in fields):
            return fields
        others = [each.fields for each in readings(line, self.grammar, self.width, missing=1) if each.cost]
        fitting = self._fitting([*others, fields]) if self.columns else set()
        if not others:
            return fields
        return fitting.pop() if len(fitting) == 1 else None

    @property
    def is_known(self) -> bool:
        """Whether enough columns have a shape to judge by."""
        return sum(column.is_structured for column in self.columns) >= STRUCTURED

    def _is_likely(self, reading: Reading) -> bool:
        """Whether the values have the shapes of their columns; a stray quote at their edge does not count.

        Where a quote or a separator had to be made up, texts must begin and end as others do as well.
        """
        row = reading.fields
        if reading.cost > STRAY and self.columns and not fits(_texts(row), self.columns):
            return False
        return all(
            not column.is_structured
            or column.fits(text)
            or column.fits(text.strip(_text(self.grammar.quote)))
            for column, text in zip(self.columns, _texts(row), strict=False)
        )

    def _fitting(self, candidates: Iterable[Row]) -> set[Row]:
        found: set[Row] = set()
        for row in candidates:
            if fits(_texts(row), self.columns):
                found.add(row)
            if len(found) > 1:
                break
        return found

    def _has_surplus(self, line: bytes) -> bool:
        """Whether the record is whole without one of its values, which then may belong to anything."""
        return any(
            fits(_texts(fields[:at] + fields[at + 1 :]), self.columns)
            for fields in self._regular(line, self.width + 1)
            for at, cell in enumerate(fields)
            if cell
        )

    def _has_lost(self, line: bytes) -> bool:
        """Whether the record is whole but for one column, of which the value may be lost."""
        others = [self.columns[:at] + self.columns[at + 1 :] for at in range(self.width)]
        found = (_texts(fields) for fields in self._regular(line, self.width - 1))
        return any(fits(texts, columns) for texts in found for columns in others)

    def _regular(self, line: bytes, width: int) -> list[Row]:
        """The readings of this width whose quotes are in order."""
        return [each.fields for each in readings(line, self.grammar, width) if each.cost == 0]

    def _without_separator(self, line: bytes) -> Iterator[Row]:
        """An empty field too many, or a separator that is text."""
        for fields in self._regular(line, self.width + 1):
            yield from (fields[:at] + fields[at + 1 :] for at, cell in enumerate(fields) if not cell)
        if not self.quotes_separators:
            yield from self._aligned(line, self.grammar)

    def _with_separator(self, line: bytes) -> Iterator[Row]:
        """A separator missing beside a quote or between two values."""
        beside = [each for each in readings(line, self.grammar, self.width, missing=1) if each.cost]
        yield from (each.fields for each in beside)
        for fields in self._regular(line, self.width - 1):
            yield from self._split(fields)

    def _split(self, fields: Row) -> Iterator[Row]:
        texts = _texts(fields)
        for at, text in enumerate(texts):
            before, after = self.columns[:at], self.columns[at + 2 :]
            is_plain = len(text) <= LONGEST_SPLIT and _text(self.grammar.quote or b'"') not in text
            if is_plain and fits(texts[:at], before) and fits(texts[at + 1 :], after):
                places = range(1, len(text))
                pairs = ((text[:place].encode(), text[place:].encode()) for place in places)
                yield from (fields[:at] + pair + fields[at + 1 :] for pair in pairs)

    def _with_another(self, line: bytes) -> Iterator[Row]:
        """The fields between other separators."""
        for delimiter in OTHER_DELIMITERS:
            if delimiter != self.grammar.delimiter and delimiter in line:
                yield from self._aligned(line, self.grammar._replace(delimiter=delimiter))

    def _aligned(self, line: bytes, grammar: Grammar) -> Iterator[Row]:
        """The ways to join neighbouring fields so that each column gets a value of its shape."""
        found = parse(line, 0, grammar)
        if isinstance(found, Record) and found.end == len(line) and len(found.fields) >= self.width:
            texts = _texts(found.fields)
            for row in alignments(texts, self.columns, _text(grammar.delimiter)):
                yield tuple(text.encode() for text in row)


def alignments(parts: Sequence[str], columns: Profile, delimiter: str) -> list[tuple[str, ...]]:
    """At most two of the ways to join the parts, in order, into one value for each column."""
    ways: dict[int, list[tuple[str, ...]]] = {0: [()]}
    for index, column in enumerate(columns):
        left, following = len(columns) - index - 1, dict[int, list[tuple[str, ...]]]()
        for start, rows in ways.items():
            for stop in range(start + 1, len(parts) - left + 1):
                value = delimiter.join(parts[start:stop])
                if column.fits(value):
                    found = following.setdefault(stop, [])
                    found.extend([(*row, value) for row in rows][: 2 - len(found)])
        ways = following
    return ways.get(len(parts), [])


def _texts(fields: Iterable[bytes]) -> list[str]:
    return [_text(cell) for cell in fields]


def _text(cell: bytes) -> str:
    return cell.decode("utf-8", "surrogateescape")
