"""The books of the files: every record is loaded, quarantined, a duplicate or blank."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.console import say, table

COUNTS = ("records", "loaded", "quarantined", "duplicate", "blank")
HEADINGS = (
    "file 文件",
    "preset 映射",
    "records 记录",
    "loaded 载入",
    "quarantined 隔离",
    "duplicate 重复",
    "blank 空行",
)
SHOWN = 20


def with_totals(files: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The files as `--json` gives them, with their totals."""
    rows = [
        {"file": row["file"], "preset": row["preset"], **{name: int(row[name] or 0) for name in COUNTS}}
        for row in files
    ]
    return {"files": rows, "totals": {name: sum(row[name] for row in rows) for name in COUNTS}}


def show_books(books: Mapping[str, Any]) -> None:
    """Print the files, those with something out of the ordinary first, and the totals."""
    files = sorted(books["files"], key=lambda row: (row["loaded"] == row["records"], str(row["file"])))
    rows = [[row["file"], row["preset"], *(row[name] for name in COUNTS)] for row in files[:SHOWN]]
    totals = ["total 合计", "", *(books["totals"][name] for name in COUNTS)]
    table(HEADINGS, [*rows, totals])
    if len(files) > SHOWN:
        more = len(files) - SHOWN
        say(f"… and {more} more files; --json lists all. 其余 {more} 个文件见 --json。")
