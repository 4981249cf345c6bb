"""Exports that took the place of earlier ones."""

from collections.abc import Mapping
from typing import Any

import dagster as dg
import pandas as pd

from sources import Entry, Revision, feeds, ledger
from sources import revisions as settled
from warehouse.workspace import Workspace

COLUMNS = {
    "file_id": "str", "replaces": "str", "system": "str", "object": "str", "file": "str",
    "replaced_file": "str", "records_before": "int64", "records_after": "int64", "added": "int64",
    "removed": "int64", "changed": "int64", "rows_came": "int64", "rows_went": "int64", "basis": "str",
    "is_by_content": "bool",
}  # fmt: skip


@dg.asset(key_prefix="raw", deps=[["raw", "exports"]])
def revisions(workspace: dg.ResourceParam[Workspace]) -> pd.DataFrame:
    """Each export that took an earlier one's place: records added, removed, changed, and the rule met.

    A record is what bears one key: an order, whatever the number of its lines; `rows_came` and `rows_went`
    count the lines that only the newer or only the older file has. `is_by_content` is false where both tell
    of the same days: then the later arrival counts as newer.
    """
    entries = {entry.file_id: entry for entry in ledger(workspace.lake)}
    found = settled(workspace.lake, feeds(workspace.feeds()))
    return pd.DataFrame([_row(each, entries) for each in found], columns=list(COLUMNS)).astype(COLUMNS)


def _row(revision: Revision, entries: Mapping[str, Entry]) -> dict[str, Any]:
    pair = revision.compared
    old, new = entries[pair.old], entries[pair.new]
    return {
        "file_id": pair.new,
        "replaces": pair.old,
        "system": new.system,
        "object": new.object,
        "file": new.file,
        "replaced_file": old.file,
        "records_before": pair.before,
        "records_after": pair.after,
        "added": pair.after - pair.shared,
        "removed": pair.before - pair.shared,
        "changed": pair.changed,
        "rows_came": pair.rows_came,
        "rows_went": pair.rows_went,
        "basis": revision.basis,
        "is_by_content": revision.is_by_content,
    }
