"""Columns that came, went or changed from one export of a feed to the next."""

from collections.abc import Iterator
from itertools import groupby, pairwise

import dagster as dg
import pandas as pd

from sources import Entry, ledger
from warehouse.workspace import Workspace

COLUMNS = ("file_id", "feed", "file", "change", "column", "before", "after")

Change = tuple[str, str, str | None, str | None]


@dg.asset(key_prefix="raw", deps=[["raw", "exports"]])
def drift(workspace: dg.ResourceParam[Workspace]) -> pd.DataFrame:
    """Each column that an export of a feed has otherwise than the one before it.

    `added` ones that the preset does not know are kept in `extra`; `missing` ones are blank from here on;
    `renamed` ones were recognised by another name; a `type` change is another way of writing values.
    """
    loaded = [entry for entry in ledger(workspace.lake) if entry.status == "loaded" and entry.header]
    feeds = groupby(sorted(loaded, key=lambda each: (each.preset, each.arrival)), lambda each: each.preset)
    rows = [
        (new.file_id, feed, new.file, *change)
        for feed, entries in feeds
        for old, new in pairwise(entries)
        for change in _changes(old, new)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype("str").replace("None", None)


def _changes(old: Entry, new: Entry) -> Iterator[Change]:
    for column in sorted({*old.columns, *new.columns}):
        before, after = old.columns.get(column), new.columns.get(column)
        if before != after:
            yield "missing" if after is None else "renamed" if before else "added", column, before, after
        elif old.styles.get(column) and new.styles.get(column, old.styles[column]) != old.styles[column]:
            yield "type", column, old.styles[column], new.styles[column]
    for name in sorted({*new.extra} - {*old.extra}):
        yield "added", name, None, name
    for name in sorted({*old.extra} - {*new.extra}):
        yield "missing", name, name, None
