"""What a table in a text file looks like, as far as its beginning tells: enough to know its records by."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sources.columns import Column, Profile
from sources.export import Rejected
from sources.lines import BEGINNING, Expected, beginning
from sources.records import STANDARD, Grammar, Record, parse
from sources.repairing import Repairer

TOTALS = (
    "total",
    "subtotal",
    "sub-total",
    "grand total",
    "sum",
    "summe",
    "gesamt",
    "合计",
    "总计",
    "小计",
    "总和",
    "合計",
    "總計",
    "小計",
)
TOTAL = re.compile(
    rf"\W*(?:{'|'.join(TOTALS)})s?\b\W*.*|.*(?:合计|总计|小计|合計|總計|小計)\W*", re.IGNORECASE | re.DOTALL
)

APART = re.compile(r"[\s;|,:]")
"""What might separate fields in a record of another writer."""
TITLED = 3
"""From this many columns on, a line with one filled field is a title or a remark."""

Fields = list[bytes]


@dataclass(frozen=True)
class Shape:
    """How wide the table is, its grammar, its header lines and first row, and what its columns look like."""

    width: int
    grammar: Grammar = STANDARD
    header_lines: tuple[Fields, ...] = ()
    first_row: tuple[bytes, ...] = ()
    columns: Profile = ()
    quotes_separators: bool = False

    @cached_property
    def repairer(self) -> Repairer:
        """Puts the records of this table right."""
        return Repairer(self.grammar, self.width, self.columns, self.quotes_separators)

    @cached_property
    def expected(self) -> Expected:
        """What every line should be."""
        return Expected(self.width, self.grammar.delimiter, self._beginnings, self._is_full)

    @cached_property
    def _beginnings(self) -> tuple[bytes, ...]:
        """Of header lines and totals."""
        titles = [self.grammar.delimiter.join(fields) for fields in self.header_lines]
        found = {beginning(text) for text in [*titles, *(word.encode() for word in TOTALS)]}
        return tuple(sorted(each for each in found if len(each) == BEGINNING))

    @cached_property
    def _is_full(self) -> bool:
        return any(not column.has_blanks for column in self.columns[1:])

    def is_header(self, line: bytes, fields: Fields) -> bool:
        """Whether the line is one of the header's again."""
        return fields in self.header_lines and self._begins_known(line)

    def is_title(self, line: bytes, fields: Fields) -> bool:
        """Whether a line says something about the table and is no record: one filled field, or a total."""
        if self.width < TITLED or not self._is_full or len(fields) != self.width:
            return False
        if line.endswith(self.grammar.delimiter * (self.width - 1)):
            return any(map(str.isalpha, _text(fields[0])))
        return self._begins_known(line) and self._is_total(fields)

    def _is_total(self, fields: Fields) -> bool:
        """Whether a word for a sum stands first, and of what is never blank half is, or some beside that word
        where none belongs.
        """
        texts = [_text(cell).strip() for cell in fields]
        required = [
            not text for text, column in zip(texts, self.columns, strict=True) if not column.has_blanks
        ]
        place, first = next(((at, text) for at, text in enumerate(texts) if text), (0, ""))
        is_misplaced = self.columns[place].is_structured and not self.columns[place].fits(first)
        least = 1 if is_misplaced else len(required) / 2
        return TOTAL.fullmatch(first) is not None and sum(required) >= least > 0

    def _begins_known(self, line: bytes) -> bool:
        return beginning(line) in self._beginnings


def footers(rejected: Sequence[Rejected], last_row: int, shape: Shape, is_terminated: bool) -> list[Rejected]:
    """Of the records set aside, those below the last row that are remarks of one field.

    The last line of a file that was cut off is none.
    """
    if shape.width < TITLED:
        return []
    below = [each for each in rejected if each.line > last_row and each.code == "ragged"]
    remarks = [each for each in below if _is_remark(each.raw_text, shape)]
    return remarks if is_terminated else [each for each in remarks if each is not rejected[-1]]


def _is_remark(text: str, shape: Shape) -> bool:
    """Whether it is one field that says something, and does not begin as a row does."""
    found = parse(text.encode("utf-8", "surrogateescape"), 0, shape.grammar)
    is_one = isinstance(found, Record) and len(found.fields) == 1 and any(map(str.isalpha, text))
    first = shape.columns[0] if shape.columns else Column()
    return is_one and not (first.is_structured and first.fits(APART.split(text)[0]))


def _text(cell: bytes) -> str:
    return cell.decode("utf-8", "surrogateescape")
