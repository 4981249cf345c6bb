"""Spreadsheets: the first sheet that is not empty, cells as the text a person sees in them."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import python_calamine as calamine

from sources.dialect import is_header
from sources.export import Batch, Counts, Rejected, UnreadableError, shortened

ROWS = 50_000
EXACT = 1e15
"""From here on a spreadsheet's number no longer holds every digit of an identifier."""


class SheetExport:
    """An XLSX, XLSM, XLS or ODS file. Raises UnreadableError."""

    encoding = "spreadsheet"

    def __init__(self, path: Path) -> None:
        self.path, self.counts = path, Counts()

    @cached_property
    def sheet(self) -> calamine.CalamineSheet:
        """The first sheet with any cell."""
        try:
            book = calamine.CalamineWorkbook.from_path(str(self.path))
            sheets = (book.get_sheet_by_name(name) for name in book.sheet_names)
            found = next((sheet for sheet in sheets if sheet.start is not None), None)
        except (calamine.CalamineError, OSError, ValueError) as error:
            raise UnreadableError(
                "This spreadsheet cannot be opened (damaged, or protected by a password): save it again as CSV UTF-8."
                " / 无法打开此表格（已损坏或有密码），请另存为 CSV UTF-8。"
            ) from error
        if found is None:
            raise UnreadableError("This spreadsheet has no filled sheet. / 此表格没有内容。")
        return found

    @cached_property
    def _beginning(self) -> tuple[int, tuple[str, ...] | None]:
        rows = self._numbered()
        first = next(((number, row) for number, row in rows if len([cell for cell in row if cell]) > 1), None)
        if first is None:
            return 0, None
        names = tuple(cell.strip() for cell in first[1])
        while names and not names[-1]:
            names = names[:-1]
        return (first[0], names) if is_header(names) else (0, None)

    @property
    def header(self) -> tuple[str, ...] | None:
        """The first row with more than one cell, where its cells are names."""
        return self._beginning[1]

    @property
    def quarantined(self) -> list[Rejected]:
        """None: a sheet has no broken records."""
        return []

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Each row's cells as text."""
        return (row for _, row in self._data())

    def batches(self, columns: Sequence[int]) -> Iterator[Batch]:
        """The rows' chosen columns; the line is the number of the row in the sheet."""
        names = [f"c{index}" for index in columns]
        data = self._data()
        while part := list(islice(data, ROWS)):
            cells = zip(*(row for _, row in part), strict=True)
            by_column = list(cells)
            arrays = [pa.array([cell or None for cell in by_column[index]], pa.string()) for index in columns]
            yield Batch(pa.table(arrays, names), np.array([number for number, _ in part], np.int64))

    def raw(self, lines: Collection[int]) -> dict[int, str]:
        """The rows at these numbers, cells separated by tabs."""
        wanted = set(lines)
        return {number: shortened("\t".join(row)) for number, row in self._numbered() if number in wanted}

    def _data(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        start, header = self._beginning
        width, counts = len(header) if header else None, Counts()
        for number, row in self._numbered():
            if number > start:
                counts.records += 1
                if any(cell.strip() for cell in row):
                    yield number, _fitted(row, width)
                else:
                    counts.blank += 1
        self.counts = counts

    def _numbered(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        first = (self.sheet.start or (0, 0))[0] + 1
        for number, row in enumerate(self.sheet.iter_rows(), start=1):
            if number >= first:
                yield number, tuple(map(written, row))


def _fitted(row: tuple[str, ...], width: int | None) -> tuple[str, ...]:
    if width is None or len(row) == width:
        return row
    return row[:width] + ("",) * (width - len(row))


def written(cell: Any) -> str:
    """A cell as text: dates in ISO, whole numbers without `.0`, numbers that lost digits as `4.4E+17`.

    >>> written(17850.0), written(4.4e17), written(0.1), written(True)
    ('17850', '4.4E+17', '0.1', 'TRUE')
    """
    match cell:
        case str():
            return cell
        case bool():
            return str(cell).upper()
        case float() if cell.is_integer():
            return str(int(cell)) if abs(cell) < EXACT else f"{cell:.15g}".upper()
        case dt.datetime():
            return cell.isoformat(" ", "seconds")
        case None:
            return ""
        case _:
            return str(cell)
