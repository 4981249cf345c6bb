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
NAMED = 5
"""Of business days without a record; where there are more, that is nothing out of the ordinary."""
BASES = {
    "declared": "a full export, declared 已声明为全量",
    "named": "its name says corrected 文件名为更正版",
    "same_name": "the same name and days 同名同日期",
    "same_days": "the same days and records 日期与记录相同",
    "more_days": "the same records and more days 记录相同且日期更多",
    "all_records": "nearly all records again 几乎全部记录重现",
    "changes": "it holds these changes too 已包含这些变更",
}
"""Why one file took another's place."""


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


def show_feeds(found: Mapping[str, Any]) -> None:
    """Print each feed's state, what corrections changed, and columns that came or went."""
    columns = ("feed", "state", "kind", "served_through", "behind_days", "served_file")
    if feeds := found["feeds"]:
        headings = (
            "feed 来源",
            "state 状态",
            "kind 类型",
            "through 截至",
            "behind 落后天数",
            "served 使用中",
        )
        days = [{**row, "served_through": str(row["served_through"] or "–")[:10]} for row in feeds]
        table(headings, [[row[name] for name in columns] for row in days])
    for row in feeds:
        if row["state"] != "current":
            say(f"! {row['feed']}: {row['sentence_en']} {row['sentence_zh']}")
    for row in feeds:
        if row.get("quiet_on") and row["quiet_days"] <= NAMED:
            say(f"  {row['feed']}: no records on these business days 以下营业日没有数据: {row['quiet_on']}")
    for row in found["revisions"][:SHOWN]:
        say(f"{row['file']} → {row['replaced_file']}: {_difference(row)} ({_why(row)})")
    for row in found["drift"][:SHOWN]:
        names = " → ".join(name for name in (row["before"], row["after"]) if name)
        say(f"{row['feed']}, {row['file']}: {row['change']} {row['column']} ({names})")


def _difference(revision: Mapping[str, Any]) -> str:
    """Records that came, went and changed; the rows of them where a record has several."""
    added, removed, changed = (revision[name] for name in ("added", "removed", "changed"))
    came, went = revision.get("rows_came"), revision.get("rows_went")
    records = f"+{added} −{removed} ~{changed} records 记录"
    is_row_each = (came, went) in ((None, None), (added + changed, removed + changed))
    return records if is_row_each else f"{records}, +{came} −{went} rows 行"


def _why(revision: Mapping[str, Any]) -> str:
    """By which rule one file replaced another."""
    rule = BASES[revision["basis"]]
    return rule if revision["is_by_content"] else f"{rule}; the later arrival counts 以后到者为准"
