"""`regulars status`: what serves, how it was made, and whether it can be relied on."""

from typing import Annotated, Any

import typer

from app.books import show_books, show_feeds, with_totals
from app.console import next_step, print_json, say, table
from app.options import Home, Json
from app.querying import has, reading, rows
from app.served import at, serving
from app.waiting import show_waiting, waiting

FILES = """
select file, preset, system, object, status, message, records, loaded, quarantined, duplicate, blank
from raw.files order by file, file_id
"""
GOALS = """
select goal, name_en, name_zh, measure, target, actual, attainment, owner, status
from mart.goals order by goal
"""
FEEDS = "select * from mart.feeds order by state = 'current', feed"
REVISIONS = "select * from raw.revisions order by file, replaced_file"
DRIFT = """
select feed, file, change, "column", before, after from raw.drift order by feed, file, change, "column"
"""
GRADES = "select model, grade, sentence_en, sentence_zh from mart.grades order by model"


def status(
    every: Annotated[
        bool, typer.Option("--all", help="List files refused on earlier nights too. 同时列出更早被拒的文件。")
    ] = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """What is served now: snapshot, files, goals, grades. 当前发布的结果、文件、目标与模型评级。"""
    workspace, snapshot = serving(home)
    found = _found(snapshot) | waiting(workspace, snapshot)
    if json:
        print_json(found)
        return
    say(f"Snapshot 快照 {snapshot.id}   as of 报告日 {snapshot.as_of}   {workspace.home}")
    show_books(found)
    show_feeds(found)
    show_waiting(found, every, at(workspace.home))
    _show(found)
    next_step(f"regulars report --open{at(workspace.home)}", "the manager's page 管理者报告")


def _found(snapshot: Any) -> dict[str, Any]:
    with reading(snapshot) as connection:
        files = rows(connection, FILES)
        goals = rows(connection, GOALS) if has(connection, "mart.goals") else []
        grades = rows(connection, GRADES) if has(connection, "mart.grades") else []
        feeds = rows(connection, FEEDS) if has(connection, "mart.feeds") else []
        revisions = rows(connection, REVISIONS) if has(connection, "raw.revisions") else []
        drift = rows(connection, DRIFT) if has(connection, "raw.drift") else []
    return {
        **with_totals(files),
        "snapshot": snapshot.id,
        "as_of": snapshot.as_of,
        "feeds": feeds,
        "revisions": revisions,
        "drift": drift,
        "goals": goals,
        "grades": grades,
    }


def _show(found: dict[str, Any]) -> None:
    if found["goals"]:
        columns = ("name_en", "name_zh", "target", "actual", "attainment", "owner")
        headings = ("goal", "目标", "target 目标值", "actual 实际", "attainment 达成率", "owner 负责")
        table(headings, [[_percent(name, row[name]) for name in columns] for row in found["goals"]])
    if found["grades"]:
        shown = [
            [row["model"], row["grade"], row["sentence_en"], row["sentence_zh"]] for row in found["grades"]
        ]
        table(("model 模型", "grade 评级", "why", "说明"), shown)


def _percent(name: str, value: Any) -> Any:
    is_known = value is not None and value == value
    return f"{value:.0%}" if name == "attainment" and is_known else value
