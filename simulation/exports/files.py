"""Files written row by row, with the line of each planted bad row noted as it is written."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

from simulation.exports.dirt import Dirt
from simulation.parameters import Parameters

SHEET_ROWS = 1_000_000


@dataclass(frozen=True)
class BadRow:
    """A row that a careful reader puts aside: physical line (1-based; in a sheet, the row) and why."""

    file: str
    line: int
    reason: str


@dataclass
class TextFile:
    """A delimited text file; `header` is its first line."""

    path: Path
    header: str
    encoding: str = "utf-8"
    newline: str = "\n"
    bad_rows: list[BadRow] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._stream: io.BufferedWriter = self.path.open("wb")
        self._lines = 0
        self._put(self.header)
        self.encoding = self.encoding.removesuffix("-sig")  # the byte-order mark stands once

    def write(self, rows: Sequence[str], dirt: Sequence[Dirt] = ()) -> None:
        """Write rows, each piece of dirt before the row at its position (pieces in order of position)."""
        done = 0
        for piece in dirt:
            self._put(*rows[done : piece.position])
            if piece.reason:
                self.bad_rows.append(BadRow(self.path.name, self._lines + 1, piece.reason))
            self._put(piece.text)
            done = piece.position
        self._put(*rows[done:])

    def _put(self, *rows: str) -> None:
        if rows:
            text = self.newline.join(rows) + self.newline
            self._lines += text.count("\n")
            self._stream.write(text.encode(self.encoding))

    def close(self) -> None:
        """Finish the file."""
        self._stream.close()


class SheetFiles:
    """A spreadsheet of one sheet, continued in a further file when it is full."""

    def __init__(self, path: Path, header: Sequence[str], truth: Parameters, limit: int = SHEET_ROWS) -> None:
        self._first, self._header, self._truth, self._limit = path, header, truth, limit
        self.paths: list[Path] = []
        self.bad_rows: list[BadRow] = []
        self._open()

    def _open(self) -> None:
        number = len(self.paths) + 1
        path = self._first if number == 1 else self._first.with_stem(f"{self._first.stem}_{number}")
        self.paths.append(path)
        self._book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
        self._book.set_properties({"title": "销售订单", "created": self._truth.written_at})
        self._sheet = self._book.add_worksheet("销售订单")
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._row = 0
        self._put(self._header)

    def write(
        self, rows: Sequence[Sequence[Any]], dirt: Sequence[tuple[int, Sequence[Any], str]] = ()
    ) -> None:
        """Write rows of cells, each (position, cells, reason) of `dirt` before the row at its position."""
        waiting = list(reversed(dirt))
        for index, row in enumerate(rows):
            while waiting and waiting[-1][0] <= index:
                _, cells, reason = waiting.pop()
                self._next(cells)
                self.bad_rows.append(BadRow(self.paths[-1].name, self._row, reason))
            self._next(row)

    def _next(self, cells: Sequence[Any]) -> None:
        if self._row > self._limit:
            self._book.close()
            self._open()
        self._put(cells)

    def _put(self, cells: Sequence[Any]) -> None:
        """Texts as text; numbers as numbers; a one-tuple is a moment, as days of the 1900 calendar."""
        for column, cell in enumerate(cells):
            if type(cell) is str:
                if cell:
                    self._sheet.write_string(self._row, column, cell)
            elif type(cell) is tuple:
                self._sheet.write_number(self._row, column, cell[0], self._moment)
            else:
                self._sheet.write_number(self._row, column, cell)
        self._row += 1

    def close(self) -> None:
        """Finish the last file."""
        self._book.close()
