"""Options that several commands share."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

Home: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--home",
        help="The workspace; default $REGULARS_HOME, else here. 工作区目录，默认当前目录。",
        show_default=False,
    ),
]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help="Print JSON for programs. 输出 JSON。")]
AsOf: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="YYYY-MM-DD",
        help="The reporting day; default the day after the newest order. 报告日，默认最新订单的次日。",
    ),
]
Customers: TypeAlias = Annotated[int, typer.Option("--customers", min=1, help="How many people. 模拟人数。")]
Seed: TypeAlias = Annotated[
    int, typer.Option("--seed", min=0, help="The same number gives the same company. 随机种子。")
]
