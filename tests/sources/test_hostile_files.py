"""Files made to harm: each is refused in a sentence, quickly, in little memory; others are read."""

import gzip
import io
import resource
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from sources import UnreadableError, read, tables
from sources.limited import Worker, limited

Write = Callable[..., Path]
SECONDS = 6.0
"""Far above what is needed, as the machine may be busy; see docs/benchmarks.md for the times."""
MEGABYTES = 64


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def workbook(replace: dict[str, bytes]) -> bytes:
    """A small workbook in which some parts are replaced."""
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed)
    book.add_worksheet().write_row(0, 0, ["id", "name"])
    book.close()
    with zipfile.ZipFile(packed) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts | replace)


def sheet(body: str, before: str = "") -> bytes:
    """The XML of a sheet."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{space}">{body}</worksheet>'.encode()


def bomb() -> bytes:
    """A gigabyte of zeros in a megabyte."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = squeeze.compress(bytes(1 << 20)) + squeeze.flush(zlib.Z_FULL_FLUSH)
    return head + (squeeze.compress(bytes(1 << 20)) + squeeze.flush(zlib.Z_FULL_FLUSH)) * 1023


def sealed(content: bytes) -> bytes:
    """The archive with each member marked as encrypted."""
    return content.replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01").replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
    )


def laughs() -> str:
    """Entities that mean ten of the one before, nine times over."""
    entities = ['<!ENTITY a0 "ha">'] + [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    return f"<!DOCTYPE x [{''.join(entities)}]>"


OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
ROW = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row></sheetData>'
CORNERS = (
    '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
)
SHEET = "xl/worksheets/sheet1.xml"
EXCEL_XML = '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">&a9;</Workbook>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "gzip bomb": (bomb, "far beyond its size"),
    "zip bomb": (lambda: zipped({"a.csv": bytes(1 << 26)}), "far beyond its size"),
    "bomb in a workbook": (lambda: workbook({SHEET: bytes(1 << 26)}), "far beyond its size"),
    "archives in an archive": (lambda: zipped({"a.zip": zipped({"a.csv": b"a,b\n"})}), "another archive"),
    "gzip in gzip": (lambda: gzip.compress(gzip.compress(b"a,b\n")), "another archive"),
    "too many members": (lambda: zipped({f"{n}.csv": b"a" for n in range(1001)}), "more than 1000 files"),
    "parent folder": (lambda: zipped({"../a.csv": b"a,b\n"}), "lead out"),
    "absolute name": (lambda: zipped({"/etc/a.csv": b"a,b\n"}), "lead out"),
    "windows name": (lambda: zipped({"C:\\a.csv": b"a,b\n"}), "lead out"),
    "sealed zip": (lambda: sealed(zipped({"a.csv": b"a,b\n"})), "password"),
    "sealed workbook": (lambda: OLE, "password"),
    "billion laughs": (lambda: workbook({SHEET: sheet(ROW, laughs())}), "XML entities"),
    "outside entity": (lambda: workbook({SHEET: sheet(ROW, OUTSIDE)}), "XML entities"),
    "laughs in Excel's XML": (lambda: f'<?xml version="1.0"?>{laughs()}{EXCEL_XML}'.encode(), "XML entities"),
    "a sheet of 17 billion cells": (lambda: workbook({SHEET: sheet(CORNERS)}), "more memory or time"),
    "cut off archive": (lambda: zipped({"a.csv": b"a,b\n" * 999})[:-30], "damaged"),
    "cut off gzip": (lambda: gzip.compress(b"a,b\n" * 99_999)[:-40], "damaged"),
    "cut off Parquet": (lambda: b"PAR1" + struct.pack("<i", 1 << 30) + b"PAR1", "Parquet file is damaged"),
    "nested JSON": (lambda: b'[{"a":' + b"[" * (1 << 20), "JSON is broken"),
    "JSON of many names": (
        lambda: b"[" + b",".join(b'{"a%d":1}' % n for n in range(5000)) + b"]",
        "more than 4000 different names",
    ),
}  # fmt: skip


def read_all(path: Path) -> None:
    """Every row of every table."""
    for table in tables(path):
        list(table.rows())


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused(file: Write, name: str) -> None:
    make, sentence = HOSTILE[name]
    path = file(make(), "hostile.dat")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnreadableError, match=sentence) as refusal:
        read_all(path)
    assert " / " in str(refusal.value)
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10 < MEGABYTES


def test_a_line_of_300_megabytes_is_set_aside_and_the_rest_is_read(file: Write) -> None:
    path = file(b"a,b\n1,2\n" + b"x" * (300 << 20) + b"\n3,4\n", "long.csv")
    export = read(path)
    assert list(export.rows()) == [("1", "2"), ("3", "4")]
    assert [(row.line, row.code) for row in export.quarantined] == [(3, "too_long")]


@pytest.mark.parametrize(
    "name", ["zip bomb", "a sheet of 17 billion cells", "billion laughs", "sealed workbook"]
)
def test_the_other_files_are_read(office: Any, name: str) -> None:
    make, sentence = HOSTILE[name]
    office.drop("bad.xlsx", make())
    for day in range(3):
        office.orders(f"day{day}.csv", f"{day},2026-01-05,1,c,")
    reports = office.run()
    bad = reports.pop("bad.xlsx").entry
    assert (bad.status, sentence in bad.message) == ("refused", True)
    assert [each.entry.status for each in reports.values()] == ["loaded"] * 3
    assert len(office.rows("order_id", "orders")) == 3


def test_a_worker_that_is_killed_refuses_its_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"id": 1}]')
    worker = Worker()
    worker.process.kill()
    with pytest.raises(UnreadableError, match="more memory or time"):
        worker.call("names", 60, path=str(path))
    assert not worker.is_alive
    assert limited("names", path) == [""]


def test_a_worker_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("[" + '{"id": 1},' * 500_000 + '{"id": 2}]')
    started = time.monotonic()
    with pytest.raises(UnreadableError, match="more memory or time"):
        Worker().call("names", 0.5, path=str(path))
    assert time.monotonic() - started < 2 * SECONDS
