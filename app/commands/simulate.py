"""`regulars simulate`: the exports of a company that does not exist, and the truth about it."""

from pathlib import Path
from typing import Annotated

import typer

from app.console import next_step, progress, say
from app.exits import Exit
from app.options import Customers, Seed
from app.problems import Problem
from app.served import at


def simulate(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where inbox/ and truth/ go. 输出目录。")],
    customers: Customers = 5000,
    seed: Seed = 1,
) -> None:
    """Write the exports of a simulated company, with the truth beside them. 生成模拟公司的导出数据及真值。"""
    write(folder, customers, seed)
    say(f"Exports in {folder / 'inbox'}, the truth about them in {folder / 'truth'} 导出数据与真值已生成")
    if (folder / "regulars.toml").exists():
        next_step(f"regulars run{at(folder)}", "read and publish them 读取并发布")
    else:
        next_step(f"regulars init {folder}", "make it a workspace 建为工作区")


def write(folder: Path, customers: int, seed: int) -> None:
    """Simulate with progress on stderr."""
    from simulation import simulate as simulated

    try:
        with progress() as report:
            simulated(folder, customers, seed, lambda done, total: report("simulation 模拟", done, total))
    except FileExistsError as error:
        happened = f"{folder / 'inbox'} holds exports that no simulation made. 其中已有真实导出文件。"
        raise Problem(Exit.CONFIGURATION, happened, "Name an empty folder. 请指定空目录。") from error
