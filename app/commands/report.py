"""`regulars report`: the manager's page."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from app.console import next_step, say
from app.exits import Exit
from app.options import Home
from app.problems import Problem
from app.served import at, serving


def report(
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser. 在浏览器中打开。")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Copy it to this file. 复制到此文件。")] = None,
    home: Home = None,
) -> None:
    """Where the manager's report is: one page that works offline. 管理者报告（单页，可离线）。"""
    workspace, snapshot = serving(home)
    page = snapshot.report
    if not page.is_file():
        raise Problem(
            Exit.DATA, f"Snapshot {snapshot.id} has no report. 该快照没有报告。", "Run `regulars run`."
        )
    if out:
        page = Path(shutil.copyfile(page, out))
    say(str(page))
    if open_:
        typer.launch(page.resolve().as_uri())
    next_step(f"regulars segments{at(workspace.home)}", "who to talk to 查看目标客群")
