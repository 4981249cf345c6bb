"""The first records of a text file under one grammar, and how much like a table they look."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sources.records import NO_DELIMITER, Fault, Grammar, line_at, parse

TRIED = 400
AS_MANY = 0.8
RESIDUE = re.compile(r"^[\"'\s]|[\"'\s]$|[;\t|^~]|^,|,$|,(?=\S)|\S:\S.*\S:\S|\|\|")
TYPED = re.compile(
    r"[-+]?[¥$€£]?\s?[-+]?\d[\d.,' ]*\s?[%€元万]?"
    r"|\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?"
    r"(?:[T ]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s?(?:[AaPp][Mm]|Z|[+-]\d{2}:?\d{2})?)?"
    r"|\d{1,2}:\d{2}(?::\d{2})?|\S+@\S+\.\w+|https?://\S+"
)


@dataclass(frozen=True)
class Sampled:
    """A record of the sample: where it starts and ends, its fields; none where quotes do not pair up."""

    start: int
    end: int
    fields: list[bytes] | None
    is_strict: bool = True

    @property
    def width(self) -> int:
        """How many fields there are."""
        return len(self.fields or ())

    @property
    def texts(self) -> tuple[str, ...]:
        """The fields as text without white space at their edges."""
        return tuple(each.decode("utf-8", "backslashreplace").strip() for each in self.fields or ())

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it."""
        return self.fields is not None and not any(self.texts)


@dataclass
class Sample:
    """The first records of `head` from `start` on; `is_doubting`: a quote ends before a whole record."""

    head: bytes
    grammar: Grammar
    start: int
    stop: int
    is_doubting: bool = False
    records: list[Sampled] = field(default_factory=list)

    def __post_init__(self) -> None:
        usual, at = self._usual_line() if self.is_doubting else 0, self.start
        while at < self.stop and len(self.records) < TRIED:
            record = self._next(at, usual)
            self.records.append(record)
            at = record.end

    def _next(self, at: int, usual: int) -> Sampled:
        """The record here; its first line alone where a quote swallows lines that are whole records."""
        found, (_, line_end) = parse(self.head, at, self.grammar), line_at(self.head, at)
        if isinstance(found, Fault):
            return Sampled(at, line_end, None)
        if (
            found.end > line_end
            and len(found.fields) != usual > 1
            and self._swallows(line_end, found.end, usual)
        ):
            return Sampled(at, line_end, None)
        return Sampled(at, found.end, found.fields, found.is_strict)

    def _swallows(self, at: int, stop: int, width: int) -> bool:
        while at < stop:
            _, end = line_at(self.head, at)
            if self._line_width(at, end) == width:
                return True
            at = end
        return False

    def _usual_line(self) -> int:
        """The commonest width of physical lines."""
        widths, at = Counter[int](), self.start
        while at < self.stop and widths.total() < TRIED:
            _, end = line_at(self.head, at)
            widths[self._line_width(at, end)] += 1
            at = end
        return _commonest(widths)

    def _line_width(self, at: int, end: int) -> int:
        found = parse(self.head[at:end], 0, self.grammar)
        return 0 if isinstance(found, Fault) else len(found.fields)

    @cached_property
    def filled(self) -> list[Sampled]:
        """The records with anything in them, and those that cannot be read."""
        return [record for record in self.records if not record.is_blank]

    @cached_property
    def width(self) -> int:
        """How many fields most records have; of two tables about as long, the first one's."""
        if self.grammar.delimiter == NO_DELIMITER:
            return 1
        widths = [record.width for record in self.filled if record.fields]
        counts = Counter(widths)
        most = counts[_commonest(counts)]
        return next(
            (each for each in widths if counts[each] >= AS_MANY * most and each > 1), max(widths, default=1)
        )

    @cached_property
    def is_regular(self) -> bool:
        """Whether all records have the same width."""
        return all(record.width == self.width for record in self.filled)

    @cached_property
    def is_doubled(self) -> bool:
        """Whether every second column is blank throughout, as where the delimiter is this one twice."""
        rows = [record.fields or [] for record in self.filled if record.width == self.width]
        return self.width > 2 and self.width % 2 == 1 and not any(any(row[1::2]) for row in rows)

    @cached_property
    def share(self) -> float:
        """The share of the records that have the usual width."""
        return sum(record.width == self.width for record in self.filled) / max(1, len(self.filled))

    @cached_property
    def consistency(self) -> float:
        """The score of the row patterns times that of the cells (van den Burg, Nazábal and Sutton 2019).

        The row pattern is the usual width; one column scores nothing.
        """
        return self.share * (self.width - 1) / max(1, self.width) * self._clean() if self.filled else 0.0

    def _clean(self) -> float:
        """The share of cells that hold no sign of another grammar; typed ones count a little more."""
        cells = [text for record in self.filled for text in _raw(record) if text]
        scores = [1.0 if TYPED.fullmatch(cell) else 0.5 if RESIDUE.search(cell) else 0.95 for cell in cells]
        return sum(scores) / max(1, len(scores))


def _raw(record: Sampled) -> Sequence[str]:
    return [each.decode("utf-8", "backslashreplace") for each in record.fields or ()]


def _commonest(widths: Counter[int]) -> int:
    wide = {width: count for width, count in widths.items() if width > 1}
    return max(wide or widths, key=lambda width: (widths[width], width), default=1)
