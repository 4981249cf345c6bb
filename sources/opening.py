"""The tables of a file that is not plain text, read in this process: only a limited one should."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from sources.archives import unpacked
from sources.encoding import Survey, survey
from sources.export import Export, UnreadableError
from sources.sniffing import ARCHIVES, check_package, kind_of
from sources.text_export import TextExport
from sources.words import said


def opened(path: Path, folder: Path) -> list[Export]:
    """All tables of a file, of an archive those of its members; `folder` takes what is unpacked.

    Raises UnreadableError.
    """
    kind = kind_of(path)
    if kind not in ARCHIVES:
        return tables_of(path, survey(path))
    found: list[Export] = []
    for name, member in unpacked(path, kind, folder):
        for table in tables_of(member, survey(member)):
            table.name = f"{name}/{table.name}" if table.name else name
            found.append(table)
    return found


def tables_of(path: Path, seen: Survey) -> list[Export]:
    """The tables of one unpacked file. Raises UnreadableError."""
    kind = kind_of(path)
    if kind == "text":
        return [TextExport(path, seen)]
    if kind == "sealed":
        raise UnreadableError(said("sealed"))
    if kind not in READERS:
        raise UnreadableError(said("not_a_table", kind=kind))
    return READERS[kind](path, seen)


def _sheets(path: Path, _seen: Survey) -> list[Export]:
    from sources.sheets import sheet_tables

    try:
        check_package(path)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise UnreadableError(said("sheet_unreadable")) from error
    return list(sheet_tables(path))


def _json(path: Path, seen: Survey) -> list[Export]:
    from sources.json_records import json_tables

    return list(json_tables(path, seen))


def _parquet(path: Path, _seen: Survey) -> list[Export]:
    from sources.parquet_rows import parquet_tables

    return list(parquet_tables(path))


def _web(path: Path, seen: Survey) -> list[Export]:
    from sources.web_tables import web_tables

    return list(web_tables(path, seen))


def _xml(path: Path, _seen: Survey) -> list[Export]:
    from sources.xml_sheets import xml_tables

    return list(xml_tables(path))


READERS: dict[str, Callable[[Path, Survey], list[Export]]] = {
    "sheet": _sheets,
    "json": _json,
    "parquet": _parquet,
    "html": _web,
    "xml": _xml,
}
