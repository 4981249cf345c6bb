"""`regulars snapshots`: published nights, and the way back to one."""

from typing import Annotated

import typer

from app.console import next_step, print_json, say, table
from app.exits import Exit
from app.options import Home, Json
from app.problems import Problem
from app.served import at, open_workspace

group = typer.Typer(help="Published snapshots: list, rollback. 已发布的快照。", invoke_without_command=True)


@group.callback()
def snapshots(context: typer.Context, json: Json = False, home: Home = None) -> None:
    """List the kept snapshots, the newest first. 列出保留的快照。"""
    if context.invoked_subcommand is None:
        listed(json, home)


@group.command("list")
def listed(json: Json = False, home: Home = None) -> None:
    """List the kept snapshots, the newest first. 列出保留的快照。"""
    from warehouse.snapshots import current, history

    workspace = open_workspace(home)
    serving = current(workspace)
    found = [
        {"snapshot": one.id, "as_of": one.as_of, "is_serving": bool(serving and serving.id == one.id)}
        for one in history(workspace)
    ]
    if json:
        print_json(found)
        return
    table(("snapshot 快照", "as of 报告日", "serving 使用中"), [list(row.values()) for row in found])
    next_step(f"regulars snapshots rollback ID{at(workspace.home)}", "let an older one serve 回滚到旧快照")


@group.command()
def rollback(
    snapshot: Annotated[str, typer.Argument(metavar="ID", help="The snapshot's id. 快照编号。")],
    home: Home = None,
) -> None:
    """Let an older snapshot serve again, until the next run. 回滚到旧快照，直到下次运行。"""
    from warehouse.snapshots import rollback as roll_back

    workspace = open_workspace(home)
    try:
        chosen = roll_back(workspace, snapshot)
    except KeyError as error:
        advice = f"See those that are kept 查看现有快照: regulars snapshots list{at(workspace.home)}"
        raise Problem(Exit.USAGE, f"There is no snapshot {snapshot}. 没有该快照。", advice) from error
    say(f"Snapshot {chosen.id} serves now. 快照 {chosen.id} 已启用。")
    next_step(f"regulars status{at(workspace.home)}", "what is served 查看当前结果")
