"""Spreadsheets: what a person sees in the cells, as text."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from sources import UnreadableError, read

D = dt.datetime


def sheet(path: Path, *rows: tuple[Any, ...], first_row: int = 0) -> Path:
    """A workbook with an empty sheet and a filled one."""
    book = xlsxwriter.Workbook(str(path), {"remove_timezone": True})
    book.add_worksheet("空")
    page, moment = book.add_worksheet("数据"), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for number, row in enumerate(rows, start=first_row):
        for column, cell in enumerate(row):
            if isinstance(cell, D):
                page.write_datetime(number, column, cell, moment)
            elif cell != "":
                page.write(number, column, cell)
    book.close()
    return path


def test_cells_as_text(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "a.xlsx",
        ("编号", "时间", "金额"),
        (17850.0, D(2026, 6, 3, 15, 26), 118.5),
        ("", "", ""),
        ("00012", D(2026, 6, 4), 4.4e17),
    )
    export = read(path)
    assert export.header == ("编号", "时间", "金额")
    assert list(export.rows()) == [
        ("17850", "2026-06-03 15:26:00", "118.5"),
        ("00012", "2026-06-04", "4.4E+17"),
    ]
    assert (export.counts.records, export.counts.blank) == (3, 1)


def test_lines_are_row_numbers(office: Any) -> None:
    sheet(
        office.inbox / "orders.xlsx",
        ("Orders of January",),
        ("Order Id", "Order Date", "Amount", "Customer Id"),
        (1, D(2026, 1, 5), 9.5, 17850.0),
        (2, "昨天", 9.5, 17851.0),
        (3, D(2026, 1, 5), 9.5, 17852.0, "and more"),
        first_row=2,
    )
    office.run()
    assert office.rows("order_id, line, customer_ref", "orders") == [("1", 5, "17850")]
    assert office.quarantine() == [
        (6, "2\t昨天\t9.5\t17851\t", "bad_date"),
        (7, "3\t2026-01-05\t9.5\t17852\tand more", "ragged"),
    ]


@pytest.mark.parametrize("content", [b"PK\x03\x04 no sheet", b"", b"a,b\n1,2\n"])
def test_a_broken_spreadsheet_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableError, match="CSV UTF-8"):
        _ = read(path).header


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        _ = read(sheet(tmp_path / "a.xlsx")).header
