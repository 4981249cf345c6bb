"""Tables of web pages: what many systems call an Excel export is one, with the extension `.xls`."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from sources import encoding
from sources.blocks import blocks
from sources.encoding import Survey
from sources.export import UnreadableError
from sources.header import is_header
from sources.row_export import Row, RowExport
from sources.words import said

WIDEST = 4_000


def web_tables(path: Path, seen: Survey) -> list[RowExport]:
    """Each table of more than one column, cells as text. Raises UnreadableError."""
    codec = encoding.detect(path, seen)
    parser = _Tables()
    for block in blocks(path, codec, seen):
        parser.feed(block.text.decode())
    parser.close()
    found = [_table(rows, codec) for rows in parser.tables if any(len(row) > 1 for row in rows)]
    if not found:
        raise UnreadableError(said("no_records"))
    return found


def _table(rows: list[Row], codec: str) -> RowExport:
    width = max(map(len, rows))
    start = next(index for index, row in enumerate(rows) if len(row) > 1 and len(row) * 2 > width)
    header = tuple(cell.strip() for cell in rows[start])
    below = start + 1 if is_header(header) else start

    def numbered() -> Iterator[tuple[int, Row]]:
        return ((number, row) for number, row in enumerate(rows, start=1) if number > below)

    return RowExport(numbered, header if is_header(header) else None, f"HTML, {codec}")


class _Tables(HTMLParser):
    """Collects the cells of all tables; one that spans rows is repeated in each of them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[Row]] = []
        self._row: dict[int, str] | None = None
        self._cell: list[str] | None = None
        self._spans: dict[int, tuple[int, str]] = {}
        self._place = (1, 1)
        self._column = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A table, row or cell begins."""
        if tag == "table":
            self._end_row()
            self.tables.append([])
            self._spans = {}
        elif tag == "tr":
            self._end_row()
            self._row = {column: text for column, (_, text) in self._spans.items()}
            self._column = 0
        elif tag in ("td", "th"):
            self._end_cell()
            self._cell = []
            given = dict(attrs)
            self._place = (_span(given.get("colspan")), _span(given.get("rowspan")))
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A cell or row ends."""
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()

    def handle_data(self, data: str) -> None:
        """The text of a cell."""
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is None or self._row is None:
            return
        text, (wide, high) = "".join(self._cell).strip(), self._place
        while self._column in self._row:
            self._column += 1
        self._row |= dict.fromkeys(range(self._column, self._column + wide), "") | {self._column: text}
        if high > 1:
            self._spans[self._column] = (high, text)
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is None or not self.tables:
            return
        width = max(self._row, default=-1) + 1
        self.tables[-1].append(tuple(self._row.get(index, "") for index in range(width)))
        self._spans = {column: (left - 1, text) for column, (left, text) in self._spans.items() if left > 1}
        self._row = None


def _span(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and 0 < int(text[:6]) <= WIDEST else 1
