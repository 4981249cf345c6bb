"""`regulars quarantine`: the rows set aside: see them, repair them, enter them again."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.console import next_step, print_json, say, table
from app.exits import Exit
from app.options import Home, Json
from app.problems import Problem
from app.served import at, open_workspace

if TYPE_CHECKING:
    from sources import Entry
    from warehouse.workspace import Workspace

group = typer.Typer(help="Rows set aside: list, show, replay, undo. 隔离的行。", invoke_without_command=True)
File = Annotated[str, typer.Argument(metavar="FILE", help="The file as `list` names it. 文件名。")]


@group.callback()
def quarantine(context: typer.Context, json: Json = False, home: Home = None) -> None:
    """List the rows set aside by file and reason. 按文件和原因列出隔离的行。"""
    if context.invoked_subcommand is None:
        listed(json, home)


@group.command("list")
def listed(json: Json = False, home: Home = None) -> None:
    """List the rows set aside by file and reason. 按文件和原因列出隔离的行。"""
    workspace = open_workspace(home)
    found = [row for entry in _loaded(workspace) for row in _counted(workspace, entry)]
    if json:
        print_json(found)
        return
    table(
        ("file 文件", "reason 原因", "rows 行数", "repaired 已修复", "what to do 处理方法"),
        [list(row.values()) for row in found],
    )
    first = next((row["file"] for row in found if row["rows"]), None)
    if first is None:
        next_step(f"regulars status{at(workspace.home)}", "nothing is set aside 没有隔离的行")
        return
    show = f'regulars quarantine show "{first}" --out repair.csv{at(workspace.home)}'
    next_step(show, "then edit it and replay it 编辑后重放")


def _counted(workspace: "Workspace", entry: "Entry") -> list[dict[str, Any]]:
    """A file's reasons with their counts; one row without a reason where all were repaired."""
    from sources.replaying import set_aside

    counts = Counter((each.code, each.reason) for each in set_aside(workspace.lake, entry))
    rows = [(code, count, reason) for (code, reason), count in sorted(counts.items())]
    if entry.repaired and not rows:
        rows = [("", 0, "")]
    return [
        {"file": entry.file, "reason": code, "rows": count, "repaired": entry.repaired, "advice": reason}
        for code, count, reason in rows
    ]


@group.command()
def show(
    file: File,
    raw: Annotated[
        bool, typer.Option("--raw", help="Show the records as written; they are personal. 显示原文。")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="CSV", help="Write them as a CSV to repair. 写成可修改的 CSV。"),
    ] = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """Show a file's rows set aside, or write them out for repair. 查看或导出隔离的行。"""
    from sources.replaying import set_aside

    workspace = open_workspace(home)
    entry = _entry(workspace, file)
    if out is not None:
        _write(workspace, entry, out)
        return
    columns = ("line", "code", "reason", "raw_text")[: 4 if raw else 3]
    found = set_aside(workspace.lake, entry)
    rows = [{name: getattr(each, name) for name in columns} for each in found]
    if json:
        print_json(rows)
        return
    headings = ("line 行", "reason 原因", "what to do 处理方法", "as written 原文")
    table(headings[: len(columns)], [list(row.values()) for row in rows])
    command = f'regulars quarantine show "{file}" --out repair.csv{at(workspace.home)}'
    next_step(command, "to repair them 以便修复")


def _write(workspace: "Workspace", entry: "Entry", out: Path) -> None:
    from app.writing import replacing
    from sources.replaying import write_repairs

    with replacing(out) as aside:
        count = write_repairs(workspace.lake, entry, aside)
    say(
        f"{count} rows → {out}  It holds personal data: delete it afterwards. 含个人信息，用后请删除。",
        "Correct the cells; a row you delete stays set aside. 更正单元格；删除的行仍保持隔离。",
    )
    next_step(f"regulars quarantine replay {out}{at(workspace.home)}", "enter the repaired rows 重放修复的行")


@group.command()
def replay(
    repairs: Annotated[
        Path,
        typer.Argument(metavar="CSV", exists=True, dir_okay=False, help="Repaired rows. 修复后的 CSV。"),
    ],
    home: Home = None,
) -> None:
    """Enter repaired rows under their own file and line; the same again changes nothing. 重放修复的行。"""
    from pipelines.resources import alone
    from sources import HeldError, engine
    from sources.mapping import presets
    from sources.replaying import replay as enter

    workspace = open_workspace(home)
    known = presets(workspace.definitions("presets"))
    try:
        with alone(workspace):
            done = enter(workspace.lake, known, repairs, engine.connect(workspace.lake / ".working"))
    except HeldError as error:
        advice = "Nothing was entered: correct the file and replay it again. 未重放任何行：请更正后重试。"
        raise Problem(Exit.DATA, str(error), advice) from error
    for each in done:
        say(f"✓ {each.file}: {each.repaired} rows count again 行已恢复")
        say(*(f"✗ {each.file}, line 行 {row.line}: {row.reason}" for row in each.still))
    next_step(
        f"regulars run{at(workspace.home)}",
        "publishes them; quarantine undo takes them back 发布",
    )


@group.command()
def undo(file: File, home: Home = None) -> None:
    """Set the repaired rows of a file aside again. 撤销一个文件的修复。"""
    from pipelines.resources import alone
    from sources.replaying import undo as take_back

    workspace = open_workspace(home)
    entry = _entry(workspace, file)
    with alone(workspace):
        was_there = take_back(workspace.lake, entry)
    say(f"{file}: {entry.repaired if was_there else 0} repaired rows are set aside again 行已重新隔离")
    next_step(f"regulars run{at(workspace.home)}", "publishes the tables without them 重新发布")


def _loaded(workspace: "Workspace") -> "list[Entry]":
    from sources import ledger

    return [each for each in ledger(workspace.lake) if each.quarantined or each.repaired]


def _entry(workspace: "Workspace", file: str) -> "Entry":
    """The newest file of this name that has rows set aside or repaired. Raises Problem."""
    found = [entry for entry in _loaded(workspace) if file in (entry.file, entry.file_id)]
    if not found:
        happened = f"No row of {file} is set aside. 该文件没有隔离的行。"
        raise Problem(
            Exit.USAGE, happened, f"See the files 查看文件: regulars quarantine list{at(workspace.home)}"
        )
    return found[-1]
