"""`regulars demo`: a whole company in a minute."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.init import create
from app.commands.run import night, show
from app.commands.simulate import write
from app.console import err
from app.options import Customers, Seed
from app.served import open_workspace


def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="The workspace to make. 工作区目录。")
    ] = Path("demo"),
    customers: Customers = 5000,
    seed: Seed = 1,
) -> None:
    """Simulate a company, run the night on it, and say where to look. 模拟一家公司并完成全流程。"""
    if not (folder / "regulars.toml").exists():
        create(folder)
    if not any((folder / "inbox").iterdir()):
        write(folder, customers, seed)
    else:
        err().print(
            f"{folder / 'inbox'} holds exports already; they are used. 使用已有的导出文件。", soft_wrap=True
        )
    workspace = open_workspace(folder)
    result = night(workspace, None)
    show(workspace, result)
    raise typer.Exit(result.exit_code)
