"""A table whose reader gives rows of cells: spreadsheets, JSON, Parquet, web pages."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
import pyarrow as pa

from sources.export import Batch, Counts, Rejected, shortened
from sources.words import said

ROWS = 50_000

Row = tuple[str, ...]
Numbered = tuple[int, Row] | Rejected
"""A row of the source with its number, or what could not be read there."""


class RowExport:
    """Rows of text cells below a header; a record's line is the number of its row.

    `source` gives the rows from the beginning whenever it is called.
    """

    question = ""

    def __init__(
        self, source: Callable[[], Iterable[Numbered]], header: Row | None, encoding: str, name: str = ""
    ) -> None:
        self.source, self.header, self.encoding, self.name = source, header, encoding, name
        self.notes: list[str] = []
        self.is_summary: Callable[[Row], bool] = lambda _: False
        self.counts = Counts()
        self._rejected: list[Rejected] | None = None

    @property
    def quarantined(self) -> list[Rejected]:
        """The rows that could not be read, or have cells beyond the header."""
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
        found = (each for each in self.source() if not isinstance(each, Rejected) and each[0] in wanted)
        return {number: _joined(row) for number, row in found}

    def _data(self) -> Iterator[tuple[int, Row]]:
        """The rows, each as wide as the header; the books are kept on the way."""
        counts, rejected = Counts(notes=[*self.notes]), list[Rejected]()
        for each in self.source():
            fitted = each if isinstance(each, Rejected) else _fitted(*each, self.header)
            if isinstance(fitted, Rejected):
                counts.add(0, 0, 1)
                rejected.append(fitted)
                continue
            is_summary = self.is_summary(fitted[1])
            is_blank = is_summary or not "".join(fitted[1]).strip()
            counts.add(int(not is_blank), int(is_blank), 0, int(is_summary))
            if not is_blank:
                yield fitted
        self.counts, self._rejected = counts, rejected


def _fitted(number: int, row: Row, header: Row | None) -> tuple[int, Row] | Rejected:
    """The row as wide as the header, or rejected where cells beyond it are filled."""
    if header is None or len(row) == len(header):
        return number, row
    if any(row[len(header) :]):
        return _too_wide(number, row, len(header))
    return number, (*row[: len(header)], *[""] * (len(header) - len(row)))


def _too_wide(number: int, row: Row, width: int) -> Rejected:
    found = max(index for index, cell in enumerate(row, start=1) if cell)
    return Rejected(number, _joined(row), "ragged", said("ragged", found=found, width=width))


def _joined(row: Row) -> str:
    return shortened("\t".join(row))
