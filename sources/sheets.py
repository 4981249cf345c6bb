"""Spreadsheets (XLSX, XLSM, XLSB, XLS, ODS): every sheet with a table, cells as a person sees them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import islice
from pathlib import Path

import python_calamine as calamine

from sources.cell_text import OF_SHEETS
from sources.export import UnreadableError
from sources.header import is_header
from sources.row_export import Row, RowExport
from sources.shape import TITLED, TOTAL, TOTALS
from sources.words import said

LOOKED_AT = 200
WIDE_ENOUGH = 0.6
"""The share of the usual row's cells that a header fills; titles and notes above it fill fewer."""

Place = tuple[int, int]


def sheet_tables(path: Path) -> list[RowExport]:
    """The tables of a workbook, one per sheet with any cell. Raises UnreadableError."""
    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableError(said("sheet_unreadable")) from error
    filled = [_Sheet(sheet) for sheet in sheets if sheet.start is not None]
    if not filled:
        raise UnreadableError(said("empty"))
    found = [sheet for sheet in filled if sheet.is_table] or filled
    exports: list[RowExport] = [sheet.export() for sheet in found]
    left_out = [sheet.sheet.name for sheet in filled if sheet not in found]
    exports[0].notes += [said("sheets_left_out", sheets=", ".join(left_out))] if left_out else []
    return exports


@dataclass
class _Sheet:
    """One sheet; rows are numbered as the person sees them, from 1."""

    sheet: calamine.CalamineSheet

    @property
    def is_table(self) -> bool:
        """Whether any row has more than one cell."""
        return any(_filled(row) > 1 for _, row in self._numbered())

    def export(self) -> RowExport:
        """The rows below the header."""
        export = RowExport(self._below, self._beginning[1], "spreadsheet", self.sheet.name)
        export.is_summary = lambda row: self._is_total(row) or self._is_remark(row)
        return export

    def _is_total(self, row: Row) -> bool:
        """Whether a word for a sum stands first, and half of what is usually filled is blank.

        Where nothing but the word stands there, one blank in a column that has none is enough.
        """
        first = next((cell.strip() for cell in row if cell), "")
        if first.lower().strip(":： ") in TOTALS and any(not row[place] for place in self._never_blank):
            return True
        return TOTAL.fullmatch(first) is not None and 2 * _filled(row) <= self._usual

    def _is_remark(self, row: Row) -> bool:
        """Whether the row says something about the table: words in its first cell, nothing beside them."""
        if not self._is_full or not row or _filled(row) > 1:
            return False
        return any(map(str.isalpha, row[0]))

    @cached_property
    def _is_full(self) -> bool:
        """Whether the table is wide, and one of its columns but the first is never blank."""
        return self._usual >= TITLED and any(self._never_blank)

    @cached_property
    def _never_blank(self) -> list[int]:
        """The columns that no whole row leaves blank."""
        rows = [row for _, row in self._first if _filled(row) >= self._usual]
        columns = zip(*rows, strict=False)
        return [place for place, cells in enumerate(columns) if all(cells)]

    @cached_property
    def _usual(self) -> int:
        """How many cells most of the first rows fill, where that is more than one."""
        usual = Counter(filled for row in self._first if (filled := _filled(row[1])) > 1)
        return max(usual, key=lambda width: (usual[width], width), default=0)

    @cached_property
    def _first(self) -> list[tuple[int, Row]]:
        return list(islice(self._numbered(), LOOKED_AT))

    @cached_property
    def _beginning(self) -> tuple[int, Row | None]:
        """The last row of the header, and the header; the row before the first where there is none."""
        first = self._first
        least = max(2.0, WIDE_ENOUGH * self._usual)
        at = next((index for index, (_, row) in enumerate(first) if _filled(row) >= least), 0)
        (number, names), below = first[at], first[at + 1 : at + 2]
        if below and self._is_grouping(number, names) and is_header(_stripped(below[0][1])):
            number, names = below[0][0], self._combined(number, names, below[0][1])
        names = _stripped(names)
        return (number, names) if is_header(names) else (first[at][0] - 1, None)

    def _below(self) -> Iterator[tuple[int, Row]]:
        start = self._beginning[0]
        return ((number, row) for number, row in self._numbered() if number > start)

    def _numbered(self) -> Iterator[tuple[int, Row]]:
        first = (self.sheet.start or (0, 0))[0] + 1
        repeated: dict[int, list[int]] = self._repeated
        above: Row = ()
        for number, row in enumerate(self.sheet.iter_rows(), start=1):
            if number < first:
                continue
            cells = [OF_SHEETS.get(type(cell), str)(cell) for cell in row]
            for column in repeated.get(number, ()):
                cells[column] = above[column]
            above = tuple(cells)
            yield number, above

    @cached_property
    def _merged(self) -> list[tuple[Place, Place]]:
        return list(self.sheet.merged_cell_ranges or [])

    @cached_property
    def _repeated(self) -> dict[int, list[int]]:
        """For each row, the columns whose cell is merged with the one above it and means the same."""
        repeated: dict[int, list[int]] = {}
        for (top, left), (bottom, _) in self._merged:
            for row in range(top + 1, bottom + 1):
                repeated.setdefault(row + 1, []).append(left)
        return repeated

    def _is_grouping(self, number: int, names: Row) -> bool:
        """Whether a header's row groups the columns of the row below it by merged cells."""
        return bool(self._spans(number)) and _filled(names) > 1

    def _spans(self, number: int) -> list[tuple[int, int]]:
        wide = ((place[0], place[1], end[1]) for place, end in self._merged if end[1] > place[1])
        return [(left, right) for row, left, right in wide if row + 1 == number]

    def _combined(self, number: int, groups: Row, names: Row) -> Row:
        """Names such as `联系方式 电话`, of a group and a column in it."""
        over = list(groups)
        for left, right in self._spans(number):
            over[left : right + 1] = [groups[left]] * (right + 1 - left)
        pairs = zip(over, names, strict=True)
        return tuple(name if name == group else f"{group} {name}".strip() for group, name in pairs)


def _filled(row: Row) -> int:
    return sum(map(bool, row))


def _stripped(row: Row) -> Row:
    """The names without white space, and without the blank ones at the end."""
    names = [cell.strip() for cell in row]
    while names and not names[-1]:
        names.pop()
    return tuple(names)
