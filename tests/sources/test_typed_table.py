"""`convert --typed`: days in ISO, numbers as numbers, identifiers as text; what is destroyed is set aside."""

import csv
import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from sources.converting import Converted, convert
from sources.mapping import presets
from sources.typed_table import Given

Write = Callable[..., Path]
MIXED = """订单号,金额,日期,备注,数量,Ref,付费,比例,混合,编码
A001,"¥1,234.50",2026年1月5日,x,3,4.40123E+17,是,12%,$5,007
A002,￥3.5万,2026/1/6,y,4,440123456789012345,否,7.5%,€6,010
A003,"1,000",2026-01-07,,n/a,440123456789012346,是,3%,7,003
A004,坏,2026-01-08,z,5,440123456789012347,否,,8,004
A005,12,2026-01-09,z,5,440123456789012348,否,,8,004
"""


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def typed(path: Path, suffix: str = ".parquet", **given: str) -> tuple[Converted, list[dict[str, Any]]]:
    """The books, and the rows as a program reads them."""
    out = path.with_name(f"out{suffix}")
    (done,) = convert(path, out, None, Given(**given), presets())
    if suffix == ".parquet":
        return done, pq.read_table(out).to_pylist()
    with out.open(encoding="utf-8", newline="") as stream:
        return done, list(csv.DictReader(stream))


def column(file: Write, header: str, *values: str, **given: str) -> tuple[list[Any], tuple[str, ...]]:
    """One column typed beside a number, and what was said of it."""
    rows = "".join(f'{number},"{value}"\n' for number, value in enumerate(values))
    done, found = typed(file(f"n,{header}\n{rows}"), **given)
    assert done.records == done.rows + len(done.quarantined) + done.blank
    return [row[header] for row in found], done.notes


def test_each_column_is_what_it_holds(file: Write) -> None:
    done, rows = typed(file(MIXED))
    assert [(each.line, each.code) for each in done.quarantined] == [(2, "damaged_number"), (5, "bad_number")]
    assert rows[0] == {
        "订单号": "A002", "金额": 35000, "日期": dt.date(2026, 1, 6), "备注": "y", "数量": 4,
        "Ref": "440123456789012345", "付费": False, "比例": Decimal("0.075"), "混合": "€6", "编码": "010",
    }  # fmt: skip
    assert [row["数量"] for row in rows] == [4, None, 5]
    assert [note for note in done.notes if "混合 stays text" in note]


def test_csv_has_the_same_values(file: Write) -> None:
    _, rows = typed(file(MIXED), ".csv")
    assert rows[0] == {
        "订单号": "A002", "金额": "35000", "日期": "2026-01-06", "备注": "y", "数量": "4",
        "Ref": "440123456789012345", "付费": "false", "比例": "0.075", "混合": "€6", "编码": "010",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("header", "values", "expected"),
    [
        ("sum", ["1.234,56", "2.000,00", "-3,5"], [Decimal("1234.56"), Decimal(2000), Decimal("-3.50")]),
        ("when", ["15 Apr, 2021 00:03:00", "16 Apr, 2021 10:00:00"],
         [at("2021-04-15 00:03"), at("2021-04-16 10:00")]),
        ("when", ["13/04/2021", "03/04/2021"], [dt.date(2021, 4, 13), dt.date(2021, 4, 3)]),
        ("pi", ["3.14159265358979", "2.71828182845904"], [3.14159265358979, 2.71828182845904]),
        ("tiny", ["1.5E-07", "2.5E-03"], [1.5e-07, 2.5e-03]),
        ("total", ["(1,200.00)", "$1,117.10K"], [-1200, 1117100]),
        ("x", ["10", "20", "-30"], [10, 20, -30]),
        ("zip", ["01234", "99999"], ["01234", "99999"]),
        ("客户编号", ["17850.0", "13047.0"], ["17850", "13047"]),
        ("手机", ["13800138000", "13900139000"], ["13800138000", "13900139000"]),
        ("note", ["1", "two", "3"], ["1", "two", "3"]),
        ("is paid", ["0", "1", "1"], [0, 1, 1]),
        ("number of eight", ["20260105", "20260106"], [20260105, 20260106]),
    ],
)  # fmt: skip
def test_values(file: Write, header: str, values: list[str], expected: list[Any]) -> None:
    assert column(file, header, *values) == (expected, ())


def test_what_fits_two_readings_stays_text_until_it_is_said(file: Write) -> None:
    days = ("03/04/2021", "05/06/2021")
    found, (note,) = column(file, "when", *days)
    assert found == list(days)
    assert "--date-order dmy or mdy" in note
    assert column(file, "when", *days, date_order="dmy") == ([dt.date(2021, 4, 3), dt.date(2021, 6, 5)], ())
    found, (note,) = column(file, "sum", "1.234", "5.678")
    assert found == ["1.234", "5.678"]
    assert "--decimal-mark" in note
    assert column(file, "sum", "1.234", "5.678", decimal_mark=",") == ([1234, 5678], ())


def test_instants_are_told_in_one_zone(file: Write) -> None:
    found, (note,) = column(file, "when", "2026-01-05T08:00:00+08:00", "2026-01-05T08:00:00Z")
    assert found == [at("2026-01-05 00:00"), at("2026-01-05 08:00")]
    assert "in the time of UTC" in note
    found, _ = column(file, "when", "2026-01-05T08:00:00Z", "2026-01-05T09:00:00Z", zone="Asia/Shanghai")
    assert found[0] == at("2026-01-05 16:00")


def test_a_column_of_two_ways_of_writing_stays_text(file: Write) -> None:
    values = ["10"] * 20_000 + ["ten"] * 2_000
    found, (note,) = column(file, "x", *values)
    assert found == values
    assert "2000 of its 22000 values" in note


def test_an_empty_table_is_an_empty_table(file: Write) -> None:
    done, rows = typed(file("a,b\n"))
    assert (rows, done.rows, dict(done.types)) == ([], 0, {"a": "VARCHAR", "b": "VARCHAR"})
