"""The ledger of ids on disk: a folder for each night that changed it, never changed afterwards.

`store/identity/00007/` holds the rows that changed in the seventh such night, its events, and `entry.json`
with the reporting day and how many ids had been given out. The ledger is what all of them together say.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa

from models.id_ledger import COLUMNS, EVENTS, Ledger, number_of, standing
from warehouse.files import new_folder
from warehouse.workspace import Workspace

ASSIGNMENTS, EVENTS_FILE, ENTRY = "assignments.parquet", "events.parquet", "entry.json"
SCHEMA = {"night": "BIGINT", "since_on": "DATE", **dict.fromkeys(COLUMNS, "VARCHAR")}
DAY = pd.ArrowDtype(pa.date32())


@dataclass(frozen=True)
class Entry:
    """One night of the ledger; `night` counts from one, `on` is its reporting day, never before the last."""

    folder: Path
    night: int
    on: dt.date
    minted: int


def entries(workspace: Workspace) -> list[Entry]:
    """All nights that changed the ledger, the oldest first."""
    return [_entry(file) for file in sorted(workspace.identity.glob(f"[0-9]*/{ENTRY}"))]


def assignments(workspace: Workspace) -> list[Path]:
    """The files of changed rows, the oldest first; their columns are `SCHEMA`'s."""
    return [entry.folder / ASSIGNMENTS for entry in entries(workspace)]


def events(workspace: Workspace) -> pd.DataFrame:
    """Everything that ever happened to an id: [night, happened_on, *EVENTS], the oldest first."""
    found = [pd.read_parquet(entry.folder / EVENTS_FILE) for entry in entries(workspace)]
    return pd.concat([_no_events(), *found], ignore_index=True).astype({"happened_on": DAY})


def events_with(workspace: Workspace, as_of: dt.date, news: pd.DataFrame) -> pd.DataFrame:
    """The same with tonight's events, which are not kept yet."""
    tonight = _dated(news, EVENTS, "happened_on", *next_night(workspace, as_of))
    return pd.concat([events(workspace), tonight], ignore_index=True)


def ledger(workspace: Workspace) -> Ledger:
    """The ledger after the last night."""
    kept = entries(workspace)
    if not kept:
        return Ledger()
    parts = [pd.read_parquet(entry.folder / ASSIGNMENTS, columns=list(COLUMNS)) for entry in kept]
    records = pd.concat(parts, ignore_index=True).drop_duplicates("record_id", keep="last")
    return Ledger(records.reset_index(drop=True), aliases(events(workspace)), kept[-1].minted)


def aliases(happened: pd.DataFrame) -> dict[str, str]:
    """The merges that still stand after these events, given the oldest first."""
    return standing(happened[["event", "customer_id", "other_id"]].itertuples(index=False, name=None))


def next_night(workspace: Workspace, as_of: dt.date) -> tuple[int, dt.date]:
    """The number and the day of the next night: a replay of an earlier day is told on the newest day."""
    kept = entries(workspace)
    return (kept[-1].night + 1, max(as_of, kept[-1].on)) if kept else (1, as_of)


def commit(
    workspace: Workspace, as_of: dt.date, changed: pd.DataFrame, happened: pd.DataFrame
) -> Entry | None:
    """Add a night to the ledger in one rename; None where nothing changed."""
    if changed.empty and happened.empty:
        return None
    night, on = next_night(workspace, as_of)
    place = workspace.identity / f"{night:05d}"
    minted = max(
        [entry.minted for entry in entries(workspace)] + [*map(number_of, changed["customer_id"].unique())]
    )
    with new_folder(place) as aside:
        rows = _dated(changed.astype("str"), COLUMNS, "since_on", night, on)
        rows.to_parquet(aside / ASSIGNMENTS, index=False)
        _dated(happened, EVENTS, "happened_on", night, on).to_parquet(aside / EVENTS_FILE, index=False)
        content = {"night": night, "on": on.isoformat(), "minted": minted}
        (aside / ENTRY).write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    return Entry(place, night, on, minted)


def _dated(frame: pd.DataFrame, columns: Sequence[str], day: str, night: int, on: dt.date) -> pd.DataFrame:
    rows = frame[list(columns)].reset_index(drop=True)
    rows.insert(0, day, pd.Series([on] * len(rows), dtype=DAY))
    rows.insert(0, "night", pd.Series([night] * len(rows), dtype="int64"))
    return rows


def _no_events() -> pd.DataFrame:
    kinds = {name: "int64" if name == "records" else "str" for name in EVENTS}
    return _dated(pd.DataFrame(columns=list(EVENTS)).astype(kinds), EVENTS, "happened_on", 0, dt.date.min)


def _entry(file: Path) -> Entry:
    content: Mapping[str, object] = json.loads(file.read_text("utf-8"))
    on = dt.date.fromisoformat(str(content["on"]))
    return Entry(file.parent, int(str(content["night"])), on, int(str(content["minted"])))
