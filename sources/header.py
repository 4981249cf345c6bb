"""Where the table begins in a text file: below titles and remarks, its header of no, one or several lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sources.columns import profile
from sources.records import Grammar
from sources.recovering import readings
from sources.repairing import OTHER_DELIMITERS
from sources.sampling import TYPED, Sample, Sampled
from sources.shape import TITLED, TOTAL, Shape

DATA_LIKE = re.compile(r"[-+¥$€£]?[\d\s.,:/%-]*\d[\d\s.,:/%-]*|\S+@\S+\.\S+|https?://\S+")
CODE = re.compile(r"(?:\D*\d){3}.*")
UNIT = re.compile(r"\(.+\)|\[.+\]|（.+）")
PLACEHOLDERS = frozenset(
    {"", "-", "--", "?", "n/a", "na", "nan", "null", "none", "nil", "unknown", "无", "未知"}
)
MOSTLY = 0.8
MOST_LINES = 4
"""Of a header."""


@dataclass(frozen=True)
class Beginning:
    """The shape of the table, its header, where its rows begin, and how many lines were passed over.

    `blank` lines hold no record, `summary` of them say something; `is_short`: the header lacks a name.
    """

    shape: Shape
    header: tuple[str, ...] | None
    start: int
    blank: int = 0
    summary: int = 0
    is_short: bool = False


def is_header(cells: Sequence[str]) -> bool:
    """Whether the cells are names: some text, and nothing that looks like a number, a date or an address."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and not any(DATA_LIKE.fullmatch(cell) for cell in filled)


def locate(sample: Sample) -> Beginning:
    """The table of the sample."""
    return _Locating(sample).beginning()


class _Locating:
    """The records of a sample, while the header is looked for."""

    def __init__(self, sample: Sample) -> None:
        self.sample, self.records, self.width = sample, sample.records, sample.width
        self.first = self._first()
        body = [record for record in self.records[self.first + 1 :] if self._fits(record)]
        body = [record for record in body if _is_typical(record)]
        self.typed = _typed_columns(body, self.width)
        self.columns = profile([_raw(record) for record in body], self.width)

    def beginning(self) -> Beginning:
        """The header, else the first row, with everything before it passed over."""
        if not self.records:
            return Beginning(Shape(1, self.sample.grammar), None, self.sample.start)
        found = self._broken_header() or self._whole_header() or self._wide_header()
        return found or self._begun(None, self._first_row(), ())

    def _fits(self, record: Sampled) -> bool:
        return record.width == self.width and not record.is_blank

    def _first(self) -> int:
        """The first record as wide as most that is no title."""
        wide = [index for index, record in enumerate(self.records) if self._fits(record)]
        full = [index for index in wide if not self._is_title(index)]
        return next(iter(full or wide), 0)

    def _is_title(self, index: int) -> bool:
        """Whether a record has one filled field, or few and a blank line below."""
        texts = self.records[index].texts
        filled = sum(map(bool, texts))
        if self.width >= TITLED and filled == 1:
            return True
        is_apart = index + 1 < len(self.records) and self.records[index + 1].is_blank
        return is_apart and 2 * filled <= self.width

    def _whole_header(self) -> Beginning | None:
        record = self.records[self.first]
        if not self._fits(record) or not self._is_header(record.texts):
            return None
        lines = [record]
        for following in self.records[self.first + 1 : self.first + MOST_LINES]:
            if not self._goes_on(lines, following):
                break
            lines.append(following)
        names = _joined([line.texts for line in lines])
        return self._begun(names, self.first + len(lines), tuple(line.fields or [] for line in lines))

    def _is_header(self, texts: Sequence[str]) -> bool:
        """Whether the cells are names, and no codes like those below them."""
        coded = (
            (
                column.is_structured and not column.is_loose and CODE.fullmatch(text) and column.fits(text)
                for column, text in zip(self.columns, texts, strict=True)
            )
            if self.columns
            else ()
        )
        return is_header(texts) and not any(coded)

    def _goes_on(self, lines: list[Sampled], record: Sampled) -> bool:
        """Whether the header has this line too: the same again, or names where the rows below have values."""
        if record.fields == lines[0].fields or (self._fits(record) and _are_units(record.texts)):
            return True
        if len(self.typed) < 2 or not self._fits(record) or not is_header(record.texts):
            return False
        names = [record.texts[column] for column in self.typed]
        return all(name.lower() not in PLACEHOLDERS for name in names)

    def _broken_header(self) -> Beginning | None:
        """A header just above the first row that is not as wide as the rows."""
        above = self.first - 1
        if above < 0 or self.records[above].is_blank or (self.typed and self._is_named(self.first)):
            return None
        record = self.records[above]
        if not self._is_near(record):
            return None
        names = _mended(self._line(record), self.sample.grammar, self.width)
        if names and is_header(names):
            return self._begun(names, above + 1, ())
        if 1 < record.width == self.width - 1 and is_header(record.texts):
            return self._begun((*record.texts, ""), above + 1, (), is_short=True)
        return None

    def _is_near(self, record: Sampled) -> bool:
        """Whether a record might be a header of this table that was broken."""
        if self.typed or not self._is_named(self.first):
            return True
        return record.fields is None or abs(record.width - self.width) == 1 < record.width

    def _is_named(self, index: int) -> bool:
        return self._is_header(self.records[index].texts)

    def _wide_header(self) -> Beginning | None:
        """A header wider than most rows, which then are all too short."""
        above = self.first - 1
        if above < 0 or self.records[above].width <= self.width or not is_header(self.records[above].texts):
            return None
        record = self.records[above]
        shape = Shape(record.width, self.sample.grammar, (record.fields or [],))
        return self._passed(shape, record.texts, above + 1)

    def _first_row(self) -> int:
        """The first record that is more than a title."""
        found = range(self.first)
        return next((at for at in found if self.records[at].width > 1 and not self._is_title(at)), self.first)

    def _begun(
        self,
        header: tuple[str, ...] | None,
        rows: int,
        lines: tuple[list[bytes], ...],
        is_short: bool = False,
    ) -> Beginning:
        body = [record for record in self.records[rows:] if self._fits(record)]
        shape = Shape(
            self.width,
            self.sample.grammar,
            lines,
            tuple(body[0].fields or ()) if body else (),
            profile([_raw(record) for record in body if _is_typical(record)], self.width),
            self._quotes_separators(body),
        )
        return self._passed(shape, header, rows, is_short)

    def _passed(
        self, shape: Shape, header: tuple[str, ...] | None, rows: int, is_short: bool = False
    ) -> Beginning:
        lines = len(shape.header_lines) or int(header is not None)
        passed = self.records[: max(0, rows - lines)]
        start = self.records[rows - 1].end if rows else self.sample.start
        blank = sum(record.is_blank for record in passed)
        hints = int(self.sample.start > 0)
        return Beginning(shape, header, start, len(passed) + hints, len(passed) + hints - blank, is_short)

    def _quotes_separators(self, body: Sequence[Sampled]) -> bool:
        delimiter = self.sample.grammar.delimiter
        return any(delimiter in cell for record in body for cell in record.fields or ())

    def _line(self, record: Sampled) -> bytes:
        return self.sample.head[record.start : record.end].rstrip(b"\r\n")


def _are_units(texts: Sequence[str]) -> bool:
    """Whether all that is filled stands in brackets, below the names."""
    filled = [text for text in texts if text]
    return len(filled) > 1 and all(map(UNIT.fullmatch, filled))


def _is_typical(record: Sampled) -> bool:
    """Whether a record may tell what the columns look like: quotes in order, no title and no sum."""
    filled = [text for text in record.texts if text]
    return record.is_strict and len(filled) > 1 and not TOTAL.fullmatch(filled[0])


def _typed_columns(body: Sequence[Sampled], width: int) -> list[int]:
    """The columns of which most values are numbers, dates or addresses."""
    cells = [[text for text in column if text] for column in zip(*(each.texts for each in body), strict=True)]
    typed = [sum(TYPED.fullmatch(text) is not None for text in column) for column in cells or [[]] * width]
    return [at for at, column in enumerate(cells) if column and typed[at] >= MOSTLY * len(column)]


def _joined(lines: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The names of a header of several lines, joined by a blank; one above several columns goes with each."""
    above = [_spread(line, lines[-1]) for line in lines[:-1]]
    return tuple(" ".join(filter(None, parts)) for parts in zip(*above, lines[-1], strict=True))


def _spread(line: Sequence[str], last: Sequence[str]) -> list[str]:
    """Each name again over the blanks on its right, where the line below has a name for every column."""
    if not all(last):
        return list(line)
    spread, name = list[str](), ""
    for cell in line:
        name = cell or name
        spread.append(name)
    return spread


def _mended(line: bytes, grammar: Grammar, width: int) -> tuple[str, ...] | None:
    """The names of a header line with stray quotes, one separator too many, or other separators."""
    found = readings(line, grammar, width)
    if found and (len(found) == 1 or found[0].cost < found[1].cost):
        return _names(found[0].fields)
    for fields in (each.fields for each in readings(line, grammar, width + 1) if not each.cost):
        if sum(not cell for cell in fields) == 1:
            return _names(tuple(cell for cell in fields if cell))
    for delimiter in OTHER_DELIMITERS:
        other = readings(line, grammar._replace(delimiter=delimiter), width)
        if delimiter != grammar.delimiter and other and not other[0].cost and all(other[0].fields):
            return _names(other[0].fields)
    return None


def _names(fields: Sequence[bytes]) -> tuple[str, ...]:
    return tuple(each.decode("utf-8", "backslashreplace").strip() for each in fields)


def _raw(record: Sampled) -> list[str]:
    return [each.decode("utf-8", "backslashreplace") for each in record.fields or ()]
