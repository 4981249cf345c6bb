"""Files of which nothing counts: held or refused, and those that are still being uploaded."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.console import say
from app.querying import has, reading, rows

if TYPE_CHECKING:
    from warehouse.snapshots import Snapshot
    from warehouse.workspace import Workspace

LAST_NIGHT = """
select file, status, message from raw.arrivals where status in ('held', 'refused') order by file, message
"""
EVER = """
select file_id, file, status, message from raw.files where status in ('held', 'refused')
order by file, file_id
"""
IN_LAST_NIGHT = "select distinct file_id from raw.arrivals where file_id <> ''"
WORDS = {"held": "held 暂存", "refused": "refused 拒收"}


def waiting(workspace: "Workspace", snapshot: "Snapshot") -> dict[str, Any]:
    """What the last night held or refused, what only earlier ones did, and what is not read yet."""
    from sources.arriving import left_out

    with reading(snapshot) as connection:
        is_known = has(connection, "raw.arrivals")
        now = rows(connection, LAST_NIGHT) if is_known else []
        seen = {row["file_id"] for row in rows(connection, IN_LAST_NIGHT)} if is_known else set()
        earlier = [row for row in rows(connection, EVER) if row.pop("file_id") not in seen]
    unfinished = [{"file": name, "why": why} for name, why in left_out(workspace.inbox).items()]
    held = [row | {"is_there": _is_there(workspace.inbox, row["file"])} for row in now]
    return {"held": held, "held_earlier": earlier, "unfinished": unfinished}


def _is_there(inbox: Path, name: str) -> bool:
    """Whether the file, or the archive or book it is part of, still lies in the inbox."""
    place = inbox / name
    return any(each.is_file() for each in (place, *place.parents) if each != inbox)


def show_waiting(found: Mapping[str, Any], every: bool, where: str) -> None:
    """Print them; of earlier nights only how many, unless asked for."""
    for row in found["held"]:
        gone = "" if row["is_there"] else " (no longer in the inbox 已不在收件箱)"
        say(f"! {row['file']}{gone}: {WORDS[row['status']]}: {row['message']}")
    earlier = found["held_earlier"]
    if every:
        say(*(f"  {row['file']}: {WORDS[row['status']]}: {row['message']}" for row in earlier))
    elif earlier:
        say(
            f"{len(earlier)} more were held or refused on earlier nights and are no longer in the inbox:"
            f" regulars status --all{where}   更早被暂存或拒收、已不在收件箱的文件"
        )
    say(*(f"! {row['file']}: {row['why']}" for row in found["unfinished"]))
