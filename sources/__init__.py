"""Exports in: readers, vendor presets, mapping to canonical columns, quarantine, the ledger of files.

Knows files; knows no customer, no segment and no model.
"""

from sources.canonical import lake_schemas
from sources.export import Export, HeldError, Rejected, UnreadableError
from sources.ingesting import FileReport, ingest
from sources.ledger import Entry, lake_files, ledger
from sources.reading import read

__all__ = [
    "Entry",
    "Export",
    "FileReport",
    "HeldError",
    "Rejected",
    "UnreadableError",
    "ingest",
    "lake_files",
    "lake_schemas",
    "ledger",
    "read",
]
