"""`regulars run`: one night, from the exports in the inbox to a published snapshot."""

import datetime as dt
from typing import TYPE_CHECKING, Any

import typer

from app.books import show_books, with_totals
from app.console import complain, next_step, print_json, progress, say
from app.exits import Exit
from app.options import AsOf, Home, Json
from app.problems import Problem
from app.served import at, open_workspace
from app.waiting import show_waiting, waiting

if TYPE_CHECKING:
    from pipelines.night import NightResult
    from warehouse.workspace import Workspace


def run(as_of: AsOf = None, json: Json = False, home: Home = None) -> None:
    """Read, check, predict, evaluate, plan and publish. 读取、校验、预测、评估、规划、发布。"""
    workspace = open_workspace(home)
    result = night(workspace, reporting_day(as_of))
    if json:
        print_json(summary(result))
    else:
        show(workspace, result)
    raise typer.Exit(result.exit_code)


def night(workspace: "Workspace", as_of: dt.date | None) -> "NightResult":
    """One run of the pipeline with progress on stderr."""
    from pipelines.night import run as start

    with progress() as report:
        return start(workspace, as_of, report)


def reporting_day(text: str | None, option: str = "--as-of") -> dt.date | None:
    """The day that was asked for. Raises Problem where it is none."""
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Problem(
            Exit.USAGE,
            f"{option} {text}: there is no such day. 日期无效。",
            "Write it as 2026-11-30. 请写成 2026-11-30 的形式。",
        ) from error


def summary(result: "NightResult") -> dict[str, Any]:
    """What `run --json` prints."""
    return {
        "ok": result.ok,
        "exit_code": int(result.exit_code),
        "message": result.message,
        **with_totals(result.files),
        "snapshot": result.snapshot_id,
        "as_of": result.as_of,
        "people": result.people,
        "records": result.records,
        "failed_checks": result.failed_checks,
    }


def show(workspace: "Workspace", result: "NightResult") -> None:
    """What `run` prints for a person."""
    from warehouse.snapshots import current

    if not result.ok:
        complain(f"✗ {result.message}")
        next_step(f"regulars doctor{at(workspace.home)}", "what is wrong and what to do 诊断问题")
        return
    show_books(with_totals(result.files))
    if snapshot := current(workspace):
        show_waiting(waiting(workspace, snapshot), every=False, where=at(workspace.home))
    if result.exit_code:
        complain(f"! {result.message}")
    say(
        f"Snapshot 快照   {result.snapshot_id}   as of 报告日 {result.as_of}",
        f"People 客户     {result.people:,} people from {result.records:,} records 人数与合并前记录数",
        f"Report 报告     {workspace.snapshots / str(result.snapshot_id) / 'report.html'}",
    )
    next_step(f"regulars report --open{at(workspace.home)}", "then: regulars segments 随后查看目标客群")
