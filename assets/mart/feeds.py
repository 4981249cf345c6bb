"""Each feed: what serves of it, how fresh that is, and what it waits for."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import dagster as dg
import pandas as pd

from assets.feed_words import sentence
from assets.reporting_day import reporting_day
from models.delivery import Punctuality, punctuality
from sources import Feed
from sources import feeds as declared
from warehouse import Warehouse
from warehouse.workspace import Workspace

COLUMNS = {
    "feed": "str", "system": "str", "object": "str", "state": "str", "kind": "str", "is_declared": "bool",
    "is_required": "bool", "files": "int64", "served_file": "str", "served_through": "datetime64[s]",
    "behind_days": "int64", "allowed_days": "int64", "quiet_days": "int64", "quiet_on": "str",
    "waiting_file": "str", "question": "str", "sentence_en": "str", "sentence_zh": "str",
}  # fmt: skip
FILES = """
select preset, system, object, file, status, question, accepted, arrival,
    file_id in (select file_id from raw.inbox) as is_there,
    try_cast(first_on as date) as first_on, try_cast(through_on as date) as through_on,
    max(case when status = 'loaded' then try_cast(through_on as date) end)
        over (order by arrival) as came_after
from raw.exports where preset is not null order by preset, arrival
"""
DAYS = """
select distinct exports.preset, days.happened_on from lake.days as days
inner join raw.exports as exports on exports.file_id = days.file_id order by all
"""
NAMED = 5
"""Of the business days without a record, how many are named, the newest."""
BASES = """
select distinct exports.preset, revisions.basis from raw.revisions as revisions
inner join raw.exports as exports on exports.file_id = revisions.file_id
"""


@dg.asset(
    key_prefix="mart",
    deps=[["raw", "inbox"], ["raw", "exports"], ["raw", "revisions"], ["core", "reporting_day"]],
)
def feeds(warehouse: dg.ResourceParam[Warehouse], workspace: dg.ResourceParam[Workspace]) -> pd.DataFrame:
    """Each feed (the exports that one preset reads) on the reporting day, by the dates in its own records.

    `state`: `missing` where it is declared and never came; `frozen` while a file of it waits for an answer,
    so that the last good load goes on serving; `empty` where the newest whole export held no record; `late`;
    else `current`. `behind_days` are business days without news, `allowed_days` those that usually pass
    between deliveries, `quiet_days` those without a record in between, of which `quiet_on` names the newest.
    Exports without dates of their own are dated by what all others told of when they came.
    """
    files, as_of = warehouse.query(FILES), reporting_day(warehouse)
    days, bases = warehouse.query(DAYS), warehouse.query(BASES)
    known = declared(workspace.feeds())
    every_day = sorted({day.date() for day in days["happened_on"]})
    rows = [
        _row(
            str(preset),
            group,
            known.get(str(preset), Feed()),
            set(bases["basis"][bases["preset"] == preset]),
            [day.date() for day in days["happened_on"][days["preset"] == preset]],
            every_day,
            as_of,
        )
        for preset, group in files.groupby("preset")
    ]
    rows += [_absent(name, feed) for name, feed in known.items() if name not in set(files["preset"])]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _row(
    preset: str,
    files: pd.DataFrame,
    feed: Feed,
    bases: set[str],
    days: Sequence[dt.date],
    every_day: Sequence[dt.date],
    as_of: dt.date,
) -> dict[str, Any]:
    loaded = files[files["status"] == "loaded"]
    filled = loaded[loaded["accepted"] > 0]
    waiting = files[files["status"].isin(["held", "refused"]) & files["is_there"]]
    reached = [day.date() for day in filled["through_on"].dropna()]
    came = reached or [day.date() for day in filled["came_after"].dropna()]
    told = days or reached or [day for day in every_day if came and day <= max(came)]
    found = punctuality(told, came, as_of, feed.late_after)
    row = {
        "feed": preset,
        "system": files["system"].iloc[-1],
        "object": files["object"].iloc[-1],
        "kind": feed.kind or _inferred(bases, filled),
        "is_declared": bool(feed.kind),
        "is_required": feed.required,
        "files": len(loaded),
        "served_file": _last(filled, "file"),
        "served_through": max(reached, default=None),
        "behind_days": found.behind,
        "allowed_days": found.allowed,
        "quiet_days": len(found.quiet),
        "quiet_on": ", ".join(map(str, found.quiet[-NAMED:])) or None,
        "waiting_file": _last(waiting, "file"),
        "question": _last(waiting, "question"),
    }
    row["state"] = _state(row, loaded, found)
    return row | {f"sentence_{language}": sentence(row, language) for language in ("en", "zh")}


def _absent(preset: str, feed: Feed) -> dict[str, Any]:
    """A feed that was declared, and of which no file was ever seen."""
    system, _, name = preset.rpartition("/")
    blank = dict.fromkeys(COLUMNS, None) | dict.fromkeys(("files", "behind_days", "quiet_days"), 0)
    row = blank | {"feed": preset, "system": system or preset, "object": name, "state": "missing"}
    row |= {"kind": feed.kind or "unknown", "is_declared": bool(feed.kind), "is_required": feed.required}
    row["allowed_days"] = feed.late_after or 0
    return row | {f"sentence_{language}": sentence(row, language) for language in ("en", "zh")}


def _last(files: pd.DataFrame, column: str) -> str | None:
    return None if files.empty or pd.isna(files[column].iloc[-1]) else str(files[column].iloc[-1])


def _inferred(bases: set[str], files: pd.DataFrame) -> str:
    """`full` where later exports repeated all of earlier ones; `periods` where none share days."""
    if bases & {"more_days", "all_records", "declared"}:
        return "full"
    spans = files[["first_on", "through_on"]].dropna().drop_duplicates().sort_values("first_on")
    apart = (spans["first_on"].iloc[1:].to_numpy() > spans["through_on"].iloc[:-1].to_numpy()).all()
    return "unknown" if len(files) < 2 else "periods" if len(spans) and apart else "changes"


def _state(row: dict[str, Any], loaded: pd.DataFrame, found: Punctuality) -> str:
    if row["waiting_file"]:
        return "frozen"
    if len(loaded) and not loaded["accepted"].iloc[-1] and row["kind"] != "delta":
        return "empty"
    return "late" if found.is_late else "current"
