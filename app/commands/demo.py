"""`regulars demo`: a whole company in a minute."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from app.commands.init import create
from app.commands.run import night, show
from app.commands.simulate import write
from app.console import complain
from app.options import Customers, Seed
from app.served import open_workspace

Folder = Annotated[Path, typer.Argument(metavar="[DIR]", help="The workspace to make. 工作区目录。")]


def demo(folder: Folder = Path("demo"), customers: Customers = 5000, seed: Seed = 1) -> None:
    """Simulate a company, run the night on it, and say where to look. 模拟一家公司并完成全流程。"""
    if not (folder / "regulars.toml").exists():
        create(folder)
    if any((folder / "inbox").iterdir()):
        complain(f"{folder / 'inbox'} holds exports already; they are used. 使用已有的导出文件。")
    else:
        fill(folder, customers, seed)
    workspace = open_workspace(folder)
    result = night(workspace, None)
    show(workspace, result)
    raise typer.Exit(result.exit_code)


def fill(folder: Path, customers: int, seed: int) -> None:
    """Simulate aside, then move everything in, so that an interrupted demo leaves no half inbox."""
    aside = folder / ".simulated"
    shutil.rmtree(aside, ignore_errors=True)
    write(aside, customers, seed)
    for made in sorted(aside.iterdir()):
        if (folder / made.name).is_dir():
            (folder / made.name).rmdir()
        made.rename(folder / made.name)
    aside.rmdir()
