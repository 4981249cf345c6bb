"""Which reader a file needs."""

from pathlib import Path

from sources.encoding import Survey, beginning, survey
from sources.export import Export, UnreadableError
from sources.sheet_export import SheetExport
from sources.text_export import TextExport
from sources.words import said

SHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
NOT_TEXT = {
    b"PK\x03\x04": "zip",
    b"\x1f\x8b": "gzip",
    b"PAR1": "Parquet",
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "Office",
}


def read(path: Path | str, careful: bool = False) -> Export:
    """The file as rows of text, without being told anything about it.

    `careful` parses a text file record by record; the rows are the same. Raises UnreadableError.
    """
    path = Path(path)
    return reader(path, survey(path), careful)


def reader(path: Path, seen: Survey, careful: bool = False) -> Export:
    """The reader of a file that has been surveyed."""
    if path.suffix.lower() in SHEETS:
        return SheetExport(path)
    head = beginning(path)
    for magic, kind in NOT_TEXT.items():
        if head.startswith(magic):
            raise UnreadableError(said("not_a_table", kind=kind))
    return TextExport(path, seen, careful)
