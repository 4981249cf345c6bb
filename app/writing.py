"""The one writer of lists that leave the house: CSV and XLSX, whole or not at all."""

import csv
import datetime as dt
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.exits import Exit
from app.formats import guarded
from app.problems import Problem

SHEET_ROWS = 1_048_576
CELL_LETTERS = 32_767
Rows = Sequence[Sequence[Any]]


def write_list(out: Path, kind: str, columns: Sequence[str], people: Rows, as_of: dt.date) -> str:
    """Write the list beside its place, then rename it there; returns the file's SHA-256.

    CSV is UTF-8 with a byte order mark and guards formulas; XLSX holds every cell as text. Raises Problem
    where the format cannot hold all rows.
    """
    with replacing(out) as aside:
        WRITERS[kind](aside, columns, people, as_of)
        with aside.open("rb") as written:
            return hashlib.file_digest(written, "sha256").hexdigest()


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A private file that takes the place of `out` when all is written, or goes; makes the folder."""
    out.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=out.parent, prefix=".regulars-", suffix=out.suffix)
    os.close(descriptor)
    aside = Path(name)
    try:
        yield aside
        with aside.open("rb") as written:
            os.fsync(written.fileno())
        aside.replace(out)
    finally:
        aside.unlink(missing_ok=True)


def _write_csv(file: Path, columns: Sequence[str], people: Rows, as_of: dt.date) -> None:  # noqa: ARG001
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows(
            [guarded(text(value)) if isinstance(value, str) else text(value) for value in row]
            for row in people
        )


def _write_xlsx(file: Path, columns: Sequence[str], people: Rows, as_of: dt.date) -> None:
    import xlsxwriter

    if len(people) >= SHEET_ROWS:
        raise Problem(
            Exit.DATA,
            f"{len(people):,} people do not fit on one sheet. 超出单张工作表行数。",
            "Use --format csv. 请改用 CSV。",
        )
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(file), options) as book:
        book.set_properties({"created": dt.datetime.combine(as_of, dt.time(), dt.UTC).replace(tzinfo=None)})
        plain, bold = book.add_format({"num_format": "@"}), book.add_format({"num_format": "@", "bold": True})
        sheet = book.add_worksheet("regulars")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(columns) - 1, 18, plain)
        for number, row in enumerate([columns, *people]):
            for position, value in enumerate(row):
                _write_cell(sheet, number, position, text(value), plain if number else bold)


def _write_cell(sheet: Any, row: int, column: int, value: str, style: Any) -> None:
    if sheet.write_string(row, column, value, style) != 0:
        raise Problem(
            Exit.DATA,
            f"A cell of row {row + 1} is longer than {CELL_LETTERS:,} letters. 单元格过长。",
            "Use --format csv. 请改用 CSV。",
        )


WRITERS: dict[str, Callable[[Path, Sequence[str], Rows, dt.date], None]] = {
    "csv": _write_csv,
    "xlsx": _write_xlsx,
}


def text(value: Any) -> str:
    """The value as text: nothing for the unknown, two digits for money, six for other fractions."""
    if value is None or value != value:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return f"{value:.6g}" if isinstance(value, float) else str(value)
