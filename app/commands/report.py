"""`regulars report`: the manager's page, the same as a PDF, or the page of the checks beside it."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import typer

from app.console import complain, next_step, say
from app.exits import Exit
from app.options import Home
from app.problems import Problem
from app.served import at, serving

if TYPE_CHECKING:
    from warehouse.snapshots import Snapshot
    from warehouse.workspace import Workspace

NO_FONT = (
    "No Chinese font is installed, so this is in English; install one such as Noto Sans CJK"
    " (package fonts-noto-cjk). 未安装中文字体，已改用英文；请安装 Noto Sans CJK。"
)
LANGUAGES = ("en", "zh")
LINK = re.compile(r'href="((?:report|quality)\.html)')


def report(
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser. 在浏览器中打开。")] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="Copy it to this file, what it links to beside it. 复制到此文件，所链接的页面置于其旁。",
        ),
    ] = None,
    quality: Annotated[
        bool, typer.Option("--quality", help="The page of the checks instead. 改为数据质量检查页。")
    ] = False,
    pdf: Annotated[bool, typer.Option("--pdf", help="A PDF for mail, A4. 生成可邮寄的 PDF。")] = False,
    language: Annotated[
        str | None, typer.Option("--language", metavar="en|zh", help="Of the PDF. PDF 的语言。")
    ] = None,
    home: Home = None,
) -> None:
    """Where the manager's report is: one page that works offline. 管理者报告（单页，可离线）。"""
    workspace, snapshot = serving(home)
    if quality and pdf:
        raise typer.BadParameter("the page of the checks has no PDF 校验页没有 PDF", param_hint="--quality")
    page = _letter(workspace, snapshot, language, out) if pdf else _page(snapshot, out, quality)
    say(str(page))
    if open_:
        typer.launch(page.resolve().as_uri())
    next_step(f"regulars segments{at(workspace.home)}", "who to talk to 查看目标客群")


def _page(snapshot: "Snapshot", out: Path | None, is_of_checks: bool) -> Path:
    page = snapshot.quality if is_of_checks else snapshot.report
    if not page.is_file():
        raise Problem(
            Exit.DATA,
            f"Snapshot {snapshot.id} has no {page.name}. 该快照没有 {page.name}。",
            "Run `regulars run`. 请运行该命令。",
        )
    return _copied(snapshot, page, out) if out else page


def _copied(snapshot: "Snapshot", page: Path, out: Path) -> Path:
    """The page at `out` with the page it links to beside it, linked to each other under their new names."""
    other = snapshot.report if page == snapshot.quality else snapshot.quality
    beside = out.with_name(f"{out.stem}-{other.stem}{out.suffix}")
    names = {page.name: quote(out.name), other.name: quote(beside.name)}
    for source, target in ((page, out), (other, beside)):
        if source.is_file():
            text = source.read_bytes().decode("utf-8")
            linked = LINK.sub(lambda found: f'href="{names[found[1]]}', text)
            target.write_bytes(linked.encode("utf-8"))
    return out


def _letter(workspace: "Workspace", snapshot: "Snapshot", language: str | None, out: Path | None) -> Path:
    """Write the PDF where it is wanted, else beside the other made things."""
    from app.letter import fonts, letter

    wished = language or workspace.settings.language
    if wished not in LANGUAGES:
        raise typer.BadParameter(f"{wished} is neither en nor zh 只能是 en 或 zh", param_hint="--language")
    if not snapshot.content.is_file():
        raise Problem(
            Exit.DATA,
            f"Snapshot {snapshot.id} is older than the PDF report. 该快照早于 PDF 报告功能。",
            "Run `regulars run`. 请运行该命令。",
        )
    spoken = wished if fonts(wished) else "en"
    if spoken != wished:
        complain(NO_FONT)
    file = out or workspace.store / "reports" / f"{snapshot.id}-{spoken}.pdf"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(letter(json.loads(snapshot.content.read_text("utf-8")), spoken))
    return file
