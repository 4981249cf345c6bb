"""Archives and books in the inbox: each export in them is read once, however it comes."""

import gzip
import io
import zipfile
from pathlib import Path
from typing import Any

import xlsxwriter

ORDERS = "Order Id,Order Date,Amount,Customer Id,Email\n"


def day(number: int) -> bytes:
    return f"{ORDERS}{number},2026-01-0{number},1,c{number},\n".encode()


def book(path: Path) -> None:
    made = xlsxwriter.Workbook(str(path))
    made.add_worksheet("说明").write(0, 0, "请看下一页")
    orders = made.add_worksheet("订单")
    orders.write_row(0, 0, ["订单编号", "下单日期", "金额", "客户编号"])
    orders.write_row(1, 0, ["A1", "2026-01-05", 9.5, 17850.0])
    members = made.add_worksheet("客户")
    members.write_row(0, 0, ["客户编号", "姓名", "手机"])
    members.write_row(1, 0, ["17850", "某人", "13800138000"])
    made.close()


def test_an_export_is_known_however_it_is_packed(office: Any) -> None:
    office.drop("day1.csv", day(1))
    assert office.run()["day1.csv"].is_new
    office.drop("again.csv.gz", gzip.compress(day(1)))
    office.drop("day2.csv.gz", gzip.compress(day(2)))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in (1, 2, 3):
            archive.writestr(f"days/day{number}.csv", day(number))
    office.drop("all.zip", packed.getvalue())
    reports = office.run()
    new = {name for name, report in reports.items() if report.is_new}
    assert len(reports) == 6
    assert new == {"all.zip/days/day2.csv", "all.zip/days/day3.csv"}
    assert office.rows("order_id", "orders") == [("1",), ("2",), ("3",)]
    assert not any(report.is_new for report in office.run().values())


def test_each_sheet_is_an_export(office: Any) -> None:
    book(office.inbox / "crm.xlsx")
    reports = office.run()
    assert {name: report.entry.object for name, report in reports.items()} == {
        "crm.xlsx/订单": "orders",
        "crm.xlsx/客户": "customers",
    }
    assert office.rows("order_id, customer_ref", "orders") == [("A1", "17850")]
    assert office.rows("record_id, phone", "customers") == [("17850", "13800138000")]
    assert not any(report.is_new for report in office.run().values())


def test_a_bad_archive_is_refused_by_name(office: Any) -> None:
    office.drop("bad.zip", b"PK\x03\x04 nothing")
    office.drop("day1.csv", day(1))
    reports = office.run()
    assert (reports["bad.zip"].entry.status, reports["day1.csv"].entry.status) == ("refused", "loaded")
