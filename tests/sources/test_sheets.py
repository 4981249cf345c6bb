"""Spreadsheets: what a person sees in the cells, as text."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from sources import UnreadableError, read, tables

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


@pytest.mark.parametrize("content", [b"PK\x03\x04 no sheet", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"])
def test_a_broken_spreadsheet_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableError, match=r"export it|put the"):
        _ = read(path).header


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        _ = read(sheet(tmp_path / "a.xlsx")).header


def test_titles_notes_groups_and_merged_cells(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    page = book.add_worksheet("客户")
    page.merge_range(0, 0, 0, 3, "客户导出")
    page.write_row(1, 0, ["导出人", "某人"])
    page.merge_range(2, 0, 3, 0, "编号")
    page.merge_range(2, 1, 2, 2, "联系方式")
    page.write_row(3, 1, ["电话", "邮箱"])
    page.merge_range(2, 3, 3, 3, "金额")
    page.merge_range(4, 0, 5, 0, "A001")
    page.write_row(4, 1, ["13800138000", "a@example.com", 17850.0])
    page.write_row(5, 1, ["13800138001", "b@example.com", 12.5])
    page.write(6, 0, "A002")
    page.write_formula(6, 3, "=SUM(D5:D6)", None, 17862.5)
    page.write(7, 0, "合计")
    page.write_formula(7, 3, "=SUM(D5:D7)", None, 35725)
    book.close()
    export = read(tmp_path / "a.xlsx")
    assert export.header == ("编号", "联系方式 电话", "联系方式 邮箱", "金额")
    assert list(export.rows()) == [
        ("A001", "13800138000", "a@example.com", "17850"),
        ("A001", "13800138001", "b@example.com", "12.5"),
        ("A002", "", "", "17862.5"),
    ]
    assert (export.counts.records, export.counts.blank, export.counts.summary) == (4, 1, 1)


def test_each_sheet_with_a_table_is_one_and_the_others_are_named(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    book.add_worksheet("说明").write(0, 0, "请看下一页")
    for name, rows in (("short", 1), ("long", 300)):
        page = book.add_worksheet(name)
        for number, row in enumerate([("id", "name"), *[(n, "x") for n in range(rows)]]):
            page.write_row(number, 0, row)
    book.close()
    found = tables(tmp_path / "a.xlsx")
    assert [(each.name, len(list(each.rows()))) for each in found] == [("long", 300), ("short", 1)]
    assert any("说明" in note for each in found for note in each.counts.notes)


def test_remarks_below_the_total_are_no_records(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    page = book.add_worksheet("成交明细")
    page.write(0, 0, "客易通 成交明细表")
    page.write_row(1, 0, ["成交单据", "买家全称", "成交额（元）"])
    for number in range(5):
        page.write_row(2 + number, 0, [f"CJ{number}", "某人", "¥1,200.50"])
    page.write_row(7, 0, ["合计", "", "¥6,002.50"])
    page.write(8, 0, "制表：管理员")
    book.close()
    export = read(tmp_path / "a.xlsx")
    assert len(list(export.rows())) == 5
    assert (export.counts.blank, export.counts.summary) == (2, 2)
