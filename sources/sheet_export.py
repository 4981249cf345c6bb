"""Spreadsheets: the first sheet that is not empty, cells as the text a person sees in them."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import python_calamine as calamine

from sources.dialect import is_header
from sources.export import Batch, Counts, Rejected, UnreadableError, shortened
from sources.words import said

ROWS = 50_000
EXACT = 1e15
"""From here on a spreadsheet's number no longer holds every digit of an identifier."""
HALF_A_SECOND = dt.timedelta(milliseconds=500)
"""A spreadsheet's moment is a fraction of a day and comes back a few milliseconds early."""

Row = tuple[str, ...]


class SheetExport:
    """An XLSX, XLSM, XLS or ODS file; a record's line is the number of its row. Raises UnreadableError."""

    encoding = "spreadsheet"

    def __init__(self, path: Path) -> None:
        self.path, self.counts = path, Counts()
        self._rejected: list[Rejected] | None = None

    @cached_property
    def sheet(self) -> calamine.CalamineSheet:
        """The first sheet with any cell."""
        try:
            book = calamine.CalamineWorkbook.from_path(str(self.path))
            sheets = (book.get_sheet_by_name(name) for name in book.sheet_names)
            found = next((sheet for sheet in sheets if sheet.start is not None), None)
        except (calamine.CalamineError, OSError, ValueError) as error:
            raise UnreadableError(said("sheet_unreadable")) from error
        if found is None:
            raise UnreadableError(said("empty"))
        return found

    @cached_property
    def _beginning(self) -> tuple[int, Row | None]:
        """The number of the header's row, and the header; 0 and None where there is none."""
        rows = self._numbered()
        number, row = next(((number, row) for number, row in rows if sum(map(bool, row)) > 1), (0, ()))
        names = tuple(cell.strip() for cell in row)
        while names and not names[-1]:
            names = names[:-1]
        return (number, names) if is_header(names) else (0, None)

    @property
    def header(self) -> Row | None:
        """The first row with more than one cell, where its cells are names."""
        return self._beginning[1]

    @property
    def quarantined(self) -> list[Rejected]:
        """The rows with cells beyond the header."""
        if self._rejected is None:
            for _ in self._data():
                pass
        return self._rejected or []

    def rows(self) -> Iterator[Row]:
        """Each row's cells as text."""
        return (row for _, row in self._data())

    def batches(self, columns: Sequence[int]) -> Iterator[Batch]:
        """The rows' chosen columns."""
        names, data = [f"c{index}" for index in columns], self._data()
        while part := list(islice(data, ROWS)):
            cells = list(zip(*(row for _, row in part), strict=True))
            arrays = [pa.array([cell or None for cell in cells[index]], pa.string()) for index in columns]
            yield Batch(pa.table(arrays, names), np.array([number for number, _ in part], np.int64))

    def raw(self, lines: Collection[int]) -> dict[int, str]:
        """The rows at these numbers, cells separated by tabs."""
        wanted = set(lines)
        return {number: _joined(row) for number, row in self._numbered() if number in wanted}

    def _data(self) -> Iterator[tuple[int, Row]]:
        """The rows below the header, each as wide as it; the books are kept on the way."""
        start, header = self._beginning
        counts, rejected = Counts(), list[Rejected]()
        for number, row in self._numbered():
            if number <= start:
                continue
            is_blank = not "".join(row).strip()
            fitted = _fitted(row, header)
            counts.add(int(fitted is not None and not is_blank), int(is_blank), int(fitted is None))
            if fitted is None:
                rejected.append(_too_wide(number, row, header or ()))
            elif not is_blank:
                yield number, fitted
        self.counts, self._rejected = counts, rejected

    def _numbered(self) -> Iterator[tuple[int, Row]]:
        first = (self.sheet.start or (0, 0))[0] + 1
        for number, row in enumerate(self.sheet.iter_rows(), start=1):
            if number >= first:
                yield number, tuple([WRITTEN.get(type(cell), str)(cell) for cell in row])


def _fitted(row: Row, header: Row | None) -> Row | None:
    """The row as wide as the header, or None where cells beyond it are filled."""
    if header is None or len(row) == len(header):
        return row
    return None if any(row[len(header) :]) else (*row[: len(header)], *[""] * (len(header) - len(row)))


def _too_wide(number: int, row: Row, header: Row) -> Rejected:
    found = max(index for index, cell in enumerate(row, start=1) if cell)
    return Rejected(number, _joined(row), "ragged", said("ragged", found=found, width=len(header)))


def _joined(row: Row) -> str:
    return shortened("\t".join(row))


def number_text(number: float) -> str:
    """A number as text: whole ones without `.0`, those that lost digits as `4.4E+17`.

    >>> number_text(17850.0), number_text(4.4e17), number_text(0.1)
    ('17850', '4.4E+17', '0.1')
    """
    if not number.is_integer():
        return str(number)
    return str(int(number)) if abs(number) < EXACT else f"{number:.15g}".upper()


def _moment_text(moment: dt.datetime) -> str:
    return (moment + HALF_A_SECOND).isoformat(" ", "seconds")


def _flag_text(flag: bool) -> str:
    return str(flag).upper()


WRITTEN: dict[type, Callable[[Any], str]] = {
    str: str,
    float: number_text,
    dt.datetime: _moment_text,
    bool: _flag_text,
}
"""How the text of a cell is told from its value; others are written as Python does, dates in ISO."""
