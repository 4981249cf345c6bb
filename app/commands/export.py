"""`regulars export`: a target segment as a file for the tool that sends it."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.console import next_step, print_json, say, table
from app.exits import Exit
from app.options import Home, Json
from app.problems import Problem
from app.served import at, serving


class Channel(StrEnum):
    """How people will be contacted; decides whose consent and which contact point count."""

    EMAIL = "email"
    SMS = "sms"
    PHONE = "phone"


class Format(StrEnum):
    """The kind of file."""

    CSV = "csv"
    XLSX = "xlsx"


def export(
    segment: Annotated[str, typer.Argument(metavar="SEGMENT", help="The segment's name. 客群名称。")],
    channel: Annotated[Channel, typer.Option("--channel", help="How they will be contacted. 联系渠道。")],
    out: Annotated[Path, typer.Option("--out", help="The file to write. 输出文件。")],
    kind: Annotated[
        Format | None, typer.Option("--format", help="Default: by the file's name. 默认按文件名。")
    ] = None,
    include_holdout: Annotated[
        bool,
        typer.Option(
            "--include-holdout", help="Contact the holdout too; spoils the measurement. 包含对照组。"
        ),
    ] = False,
    reason: Annotated[
        str | None, typer.Option("--reason", help="Why the holdout is contacted. 包含对照组的理由。")
    ] = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """Write those of a segment who may be contacted: with consent, not held out. 导出可联系的客户名单。"""
    from app.exporting import Order, export_list

    if include_holdout and not (reason and reason.strip()):
        advice = '--reason "product recall" is kept in the manifest. 理由会记入清单。'
        raise Problem(Exit.USAGE, "--include-holdout needs a --reason. 包含对照组须写明理由。", advice)
    workspace, snapshot = serving(home)
    order = Order(segment, channel, _kind(out, kind), out, reason if include_holdout else None)
    manifest = export_list(workspace, snapshot, order)
    if json:
        print_json(manifest)
        return
    show(manifest["waterfall"])
    say(f"{out} · manifest 清单 {out.name}.manifest.json · snapshot 快照 {snapshot.id}")
    next_step(f"regulars segments show {segment}{at(workspace.home)}", "whom it holds 查看客群构成")


def show(counts: dict[str, int]) -> None:
    """Print the waterfall: who matched, who fell out at each step, who is in the file."""
    from app.waterfall import STEP_NAMES

    signed = {step: (n if step in ("matched", "exported") else -n) for step, n in counts.items()}
    table(("step 步骤", "people 人数"), [[STEP_NAMES[step], n] for step, n in signed.items()])


def _kind(out: Path, kind: Format | None) -> str:
    guessed = kind or next((one for one in Format if out.suffix.lower() == f".{one}"), None)
    if guessed is None:
        raise Problem(
            Exit.USAGE,
            f"{out.name} is neither .csv nor .xlsx. 无法判断格式。",
            "Say --format csv or --format xlsx. 请用 --format 指定格式。",
        )
    return str(guessed)
