"""JSON, Parquet, web pages and archives: whatever a file's name says, its content tells what it is."""

import datetime as dt
import gzip
import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sources import UnreadableError, read, tables

Write = Callable[..., Path]
D = dt.datetime
CSV = "编号,名称\n1,王\n2,李\n"
ROWS = [("1", "王"), ("2", "李")]


@pytest.mark.parametrize(
    "text",
    [
        '[{"id": 1, "amount": 1.10, "who": {"name": "王", "tags": ["a", 2.0]}}, {"id": "2", "new": true}]',
        '{"next": null, "data": [{"id": 1, "amount": 1.10, "who": {"name": "王", "tags": ["a", 2.0]}},'
        ' {"id": "2", "new": true}]}',
        '\n{"id": 1, "amount": 1.10, "who": {"name": "王", "tags": ["a", 2.0]}}\n{"id": "2", "new": true}\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json(file: Write, text: str, encoding: str) -> None:
    export = read(file(text.encode(encoding)))
    assert export.header == ("id", "amount", "who.name", "who.tags", "new")
    assert list(export.rows()) == [("1", "1.10", "王", '["a", 2.0]', ""), ("2", "", "", "", "true")]
    assert export.quarantined == []


def test_json_of_plain_values_is_one_column(file: Write) -> None:
    export = read(file('[\n  "a, \\"b\\"",\n  1.10,\n  true\n]'))
    assert export.header == ("value",)
    assert list(export.rows()) == [('a, "b"',), ("1.10",), ("true",)]


def test_lines_without_a_delimiter_are_one_column_with_their_quotes(file: Write) -> None:
    notes = ['say "yes', '"', "'' x", "plain", "a, b", '<a href="x">']
    export = read(file("\n".join(["note", *notes * 20]) + "\n"))
    assert list(export.rows()) == [(each,) for each in notes * 20]
    assert export.quarantined == []


def test_broken_json_lines_are_set_aside(file: Write) -> None:
    export = read(file('{"id": 1, "id": 7}\n{"id": 2,\n\n[3]\n{"id": null}\n{"id": 4}'))
    assert export.header == ("id", "id (2)")
    assert list(export.rows()) == [("1", "7"), ("4", "")]
    assert [(each.line, each.code) for each in export.quarantined] == [(2, "broken_json"), (4, "no_object")]
    assert (export.counts.records, export.counts.blank) == (5, 1)


@pytest.mark.parametrize("text", ['[{"id": 1}, {"id": 2]', '[{"id": 1}] and more', '[{"a": ' + "[" * 100_000])
def test_broken_json_is_refused(file: Write, text: str) -> None:
    with pytest.raises(UnreadableError, match="JSON is broken"):
        read(file(text))


def test_parquet_loses_nothing(tmp_path: Path) -> None:
    table = pa.table(
        {
            "id": pa.array([123456789012345678, None], pa.int64()),
            "double": [17850.0, 4.4e17],
            "money": pa.array([Decimal("0.10"), Decimal("-5.00")], pa.decimal128(18, 2)),
            "at": pa.array([D(2026, 1, 5, 8, 26, 1, 5), None]),
            "zoned": pa.array([D(2026, 1, 5)] * 2, pa.timestamp("ms", "Asia/Shanghai")),
            "on": [dt.date(2026, 1, 5), None],
            "who": [{"name": "王", "tags": ["a"]}, None],
            "kind": pa.array(["x", None]).dictionary_encode(),
        }
    )
    pq.write_table(table, tmp_path / "a.csv")
    export = read(tmp_path / "a.csv")
    assert export.header == ("id", "double", "money", "at", "zoned", "on", "who.name", "who.tags", "kind")
    moment, zoned = "2026-01-05 08:26:01.000005", "2026-01-05 08:00:00+08:00"
    assert list(export.rows()) == [
        ("123456789012345678", "17850", "0.10", moment, zoned, "2026-01-05", "王", '["a"]', "x"),
        ("", "4.4E+17", "-5.00", "", zoned, "", "", "", ""),
    ]  # fmt: skip


def test_a_web_page_called_a_spreadsheet(file: Write) -> None:
    page = (
        "<html><head><meta charset='gb2312'></head><body><table border=1>"
        "<tr><td>编号</td><td>名称</td><td>备注</td></tr>"
        "<tr><td rowspan=2>A1</td><td>王&amp;李</td><td>一<br>二</td></tr><tr><td>张</td><td></td></tr>"
        "<tr><td colspan=2>A2</td><td>x</td></table>"
    )
    export = read(file(page.encode("gb18030"), "export.xls"))
    assert export.header == ("编号", "名称", "备注")
    assert list(export.rows()) == [("A1", "王&李", "一\n二"), ("A1", "张", ""), ("A2", "", "x")]


def test_excel_xml(file: Write) -> None:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    cells = (
        '<Row><Cell><Data ss:Type="String">id</Data></Cell>'
        '<Cell><Data ss:Type="String">at</Data></Cell></Row>'
        '<Row ss:Index="4"><Cell><Data ss:Type="Number">17850</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2026-01-05T00:00:00.000</Data></Cell></Row>'
    )
    page = (
        f'<?xml version="1.0"?>\n<Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="一"><Table>'
    )
    export = read(file(f"{page}{cells}</Table></Worksheet></Workbook>", "export.xls"))
    assert (export.name, export.header) == ("一", ("id", "at"))
    assert list(export.rows()) == [("17850", "2026-01-05")]


@pytest.mark.parametrize("name", ["export.xls", "export.xlsx"])
def test_text_called_a_spreadsheet(file: Write, name: str) -> None:
    export = read(file(CSV.replace(",", "\t").encode("gb18030"), name))
    assert export.encoding == "gb18030"
    assert list(export.rows()) == ROWS


def test_archives(file: Write) -> None:
    assert list(read(file(gzip.compress(CSV.encode()), "a.csv.gz")).rows()) == ROWS
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("__MACOSX/one.csv", "nothing")
        archive.writestr("folder/one.csv", CSV.encode("gb18030"))
        archive.writestr("two.json", '[{"id": 1}]')
    found = tables(file(packed.getvalue(), "a.zip"))
    assert {each.name: list(each.rows()) for each in found} == {"folder/one.csv": ROWS, "two.json": [("1",)]}


@pytest.mark.parametrize("content", [b"%PDF-1.7 \xd0", b"\x89PNG\r\n", b"7z\xbc\xaf\x27\x1c\x00"])
def test_what_is_no_table_is_refused(file: Write, content: bytes) -> None:
    with pytest.raises(UnreadableError, match="put the CSV or XLSX"):
        read(file(content, "a.csv"))
