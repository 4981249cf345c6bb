"""What a file is, told from its content; its name may lie."""

import re
import zipfile
from pathlib import Path

from sources.encoding import beginning
from sources.export import UnreadableError
from sources.limits import WORKBOOK, Budget
from sources.words import said

ARCHIVES = ("gzip", "zip")
OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAGIC = {
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"\x1f\x8b": "gzip",
    b"PAR1": "parquet",
    b"PARE": "sealed",
    b"%PDF": "PDF",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!": "RAR",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"SQLite format 3": "SQLite",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    OFFICE: "office",
}
TEXTS = (
    ("json", re.compile(rb"\s*(?:\[\s*[{\[\]]|\[\s*\n\s*\"|\{\s*[\"}])")),
    ("xml", re.compile(rb"\s*<\?xml[^>]*>(?:.{0,4096}?)<(?:\w+:)?Workbook\b", re.DOTALL)),
    ("html", re.compile(rb"\s*<(?:!doctype html|html|head|meta|table|body|style)\b", re.IGNORECASE)),
)
SEALED_BOOK = "EncryptedPackage".encode("utf-16-le")
BOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
SHEETS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
DOCUMENTS = ("word/document.xml", "ppt/presentation.xml", "Index/Document.iwa")


def kind_of(path: Path) -> str:
    """`text`, `sheet`, `json`, `parquet`, `html`, `xml`, `gzip` or `zip`, or the name of what is no table."""
    head = beginning(path)
    found = next((kind for magic, kind in MAGIC.items() if head.startswith(magic)), "text")
    match found:
        case "office":
            return _office(path)
        case "zip":
            return _package(path)
        case "text":
            return "tar" if head[257:262] == b"ustar" else _text(head)
        case _:
            return found


def _text(head: bytes) -> str:
    text = head.removeprefix(b"\xef\xbb\xbf")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = head.decode("utf-16", "ignore").encode()
    return next((kind for kind, pattern in TEXTS if pattern.match(text)), "text")


def _office(path: Path) -> str:
    """An XLS file, an encrypted XLSX, or another document of Office."""
    content = path.read_bytes()
    if SEALED_BOOK in content:
        return "sealed"
    return "sheet" if any(book in content for book in BOOKS) else "Office"


def _package(path: Path) -> str:
    """A workbook, or a plain archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, NotImplementedError):
        return "zip"
    if names & set(DOCUMENTS):
        return "Office"
    return "sheet" if names & set(SHEETS) else "zip"


def check_package(path: Path) -> None:
    """Unpack a workbook once to nowhere. Raises UnreadableError if it is too large or defines entities."""
    if not zipfile.is_zipfile(path):
        return
    budget = Budget(path.stat().st_size, WORKBOOK)
    with path.open("rb") as packed, zipfile.ZipFile(packed) as archive:
        for member in archive.infolist():
            with archive.open(member) as stream:
                pieces = budget.pieces(stream, packed)
                if any(b"<!DOCTYPE" in piece or b"<!ENTITY" in piece for piece in pieces):
                    raise UnreadableError(said("xml_entities"))
