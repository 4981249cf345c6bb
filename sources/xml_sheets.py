"""Excel's XML of 2003 (`urn:schemas-microsoft-com:office:spreadsheet`), often named `.xls`."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, iterparse

from sources.cell_text import number_text
from sources.export import UnreadableError
from sources.header import is_header
from sources.row_export import Row, RowExport
from sources.words import said

SPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
WIDEST = 16_384


def xml_tables(path: Path) -> list[RowExport]:
    """Each sheet with more than one column. Raises UnreadableError."""
    if b"<!DOCTYPE" in path.read_bytes():
        raise UnreadableError(said("xml_entities"))
    try:
        sheets = [sheet for sheet in _sheets(path) if any(len(row) > 1 for _, row in sheet[1])]
    except ParseError as error:
        raise UnreadableError(said("sheet_unreadable")) from error
    if not sheets:
        raise UnreadableError(said("no_records"))
    return [_table(name, rows) for name, rows in sheets]


def _table(name: str, rows: list[tuple[int, Row]]) -> RowExport:
    width = max(len(row) for _, row in rows)
    start = next(index for index, (_, row) in enumerate(rows) if len(row) > 1 and len(row) * 2 > width)
    header = tuple(cell.strip() for cell in rows[start][1])
    named = is_header(header)
    return RowExport(lambda: rows[start + named :], header if named else None, "spreadsheet", name)


def _sheets(path: Path) -> Iterator[tuple[str, list[tuple[int, Row]]]]:
    rows: list[tuple[int, Row]] = []
    for _, element in iterparse(path):  # noqa: S314 (no DOCTYPE, in a limited process)
        if element.tag == f"{SPACE}Row":
            number = int(element.get(f"{SPACE}Index", (rows[-1][0] if rows else 0) + 1))
            rows.append((number, _cells(element)))
            element.clear()
        elif element.tag == f"{SPACE}Worksheet":
            yield element.get(f"{SPACE}Name", ""), rows
            rows = []


def _cells(row: Element) -> Row:
    cells: dict[int, str] = {}
    place = 0
    for cell in row.iter(f"{SPACE}Cell"):
        place = min(int(cell.get(f"{SPACE}Index", place + 1)), WIDEST)
        cells[place - 1] = _text(cell.find(f"{SPACE}Data"))
        place += int(cell.get(f"{SPACE}MergeAcross", 0))
    return tuple(cells.get(index, "") for index in range(max(cells, default=-1) + 1))


def _text(data: Element | None) -> str:
    if data is None:
        return ""
    text = "".join(data.itertext())
    match data.get(f"{SPACE}Type"):
        case "Number":
            return number_text(float(text))
        case "DateTime":
            return text.replace("T", " ").removesuffix(".000").removesuffix(" 00:00:00")
        case "Boolean":
            return "TRUE" if text == "1" else "FALSE"
        case _:
            return text
