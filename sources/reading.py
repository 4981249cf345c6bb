"""A file as tables of text, whatever it is."""

import shutil
import tempfile
import weakref
from pathlib import Path
from typing import Any

from sources.encoding import survey
from sources.export import Export
from sources.sniffing import kind_of
from sources.text_export import TextExport


def read(path: Path | str, careful: bool = False) -> Export:
    """The file's first table as rows of text, without being told anything about it.

    `careful` parses a text file record by record; the rows are the same. Raises UnreadableError.
    """
    return tables(path, careful)[0]


def tables(path: Path | str, careful: bool = False) -> list[Export]:
    """All tables of a file: each sheet that holds one, each member of an archive, longest first.

    What is not plain text is read by a limited process. Raises UnreadableError, and HeldError where the
    encoding cannot be told.
    """
    path = Path(path)
    if kind_of(path) == "text":
        return [TextExport(path, survey(path), careful)]
    return _extracted(path, careful)


def _extracted(path: Path, careful: bool) -> list[Export]:
    from sources.limited import limited

    folder = Path(tempfile.mkdtemp(prefix="regulars-"))
    try:
        known = sorted(limited("extract", path, folder=str(folder)), key=_extent, reverse=True)
        found = [_table(each, careful) for each in known]
    except BaseException:
        shutil.rmtree(folder)
        raise
    keeper = _Keeper(folder, len(found))
    for table in found:
        weakref.finalize(table, keeper.let_go)
    return found


def _extent(known: dict[str, Any]) -> int:
    return Path(known["file"]).stat().st_size


def _table(known: dict[str, Any], careful: bool) -> Export:
    from sources.stored_export import StoredExport

    path = Path(known["file"])
    if "header" in known:
        return StoredExport(path, known)
    export = TextExport(path, survey(path), careful)
    export.name = known["name"]
    return export


class _Keeper:
    """Clears a folder away when the last of the tables in it is let go of."""

    def __init__(self, folder: Path, tables: int) -> None:
        self.folder, self.left = folder, tables

    def let_go(self) -> None:
        """One table fewer."""
        self.left -= 1
        if not self.left:
            shutil.rmtree(self.folder, ignore_errors=True)
