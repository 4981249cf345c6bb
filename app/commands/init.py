"""`regulars init`: a new workspace from the template."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from app.console import next_step, say
from app.exits import Exit
from app.problems import Problem
from app.served import at

TEMPLATE = Path(__file__).parents[1] / "template"
FOLDERS = ("inbox", "store", "segments", "campaigns", "presets", "features")


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make. 要创建的目录。")],
) -> None:
    """Make a workspace: settings, goals, target segments and an inbox. 新建工作区。"""
    create(folder)
    say(f"Made {folder}: put exports into {folder / 'inbox'} 已创建，请将导出文件放入 inbox")
    next_step(f"regulars run{at(folder)}", "or look at regulars.toml first 或先查看 regulars.toml")


def create(folder: Path) -> None:
    """Copy the template; files that are there already stay as they are. Raises Problem on a second time."""
    if (folder / "regulars.toml").exists():
        happened = f"{folder} is a workspace already; nothing was changed. 该目录已是工作区，未作更改。"
        raise Problem(Exit.CONFIGURATION, happened, f"Use it 直接使用: regulars run{at(folder)}")
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "store").chmod(0o700)
    for file in sorted(TEMPLATE.rglob("*")):
        target = folder / file.relative_to(TEMPLATE)
        if file.is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
