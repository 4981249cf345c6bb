"""Exports in: readers, vendor presets, mapping to canonical columns, quarantine, the ledger of files.

Knows files; knows no customer, no segment and no model. What needs libraries is loaded when it is first
asked for: a limited process gives up its rights before anything else, and a small file is converted at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sources.canonical import OBJECTS, Canonical, lake_schemas
from sources.export import Export, HeldError, Rejected, UnreadableError
from sources.ledger import Entry, lake_files, ledger

if TYPE_CHECKING:
    from sources.declarations import Feed, feeds
    from sources.ingesting import FileReport, ingest
    from sources.reading import read, tables
    from sources.standing import Standing, revisions, standings
    from sources.succession import Revision

__all__ = [
    "OBJECTS",
    "Canonical",
    "Entry",
    "Export",
    "Feed",
    "FileReport",
    "HeldError",
    "Rejected",
    "Revision",
    "Standing",
    "UnreadableError",
    "feeds",
    "ingest",
    "lake_files",
    "lake_schemas",
    "ledger",
    "read",
    "revisions",
    "standings",
    "tables",
]


LATE = {
    "Feed": "declarations",
    "FileReport": "ingesting",
    "Revision": "succession",
    "Standing": "standing",
    "feeds": "declarations",
    "ingest": "ingesting",
    "read": "reading",
    "revisions": "standing",
    "standings": "standing",
    "tables": "reading",
}


def __getattr__(name: str) -> Any:
    if name in LATE:
        return getattr(import_module(f"sources.{LATE[name]}"), name)
    raise AttributeError(f"module 'sources' has no attribute {name!r}")
