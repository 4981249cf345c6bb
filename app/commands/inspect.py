"""`regulars inspect`: what a file is, before anything is done with it."""

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.console import complain, next_step, print_json, say, table
from app.drafts import own_presets, write_draft
from app.exits import Exit
from app.options import Json

if TYPE_CHECKING:
    from sources.inspecting import Inspected

SHOWN = 20
KINDS = {
    "email": "e-mail 邮箱",
    "phone": "phone 电话",
    "moment": "date 日期",
    "flag": "yes/no 是否",
    "number": "number 数字",
    "code": "code 编号",
    "text": "text 文本",
    "empty": "empty 空",
}
NAMES = {",": "comma 逗号", ";": "semicolon 分号", "\t": "tab 制表符", "|": "bar 竖线"}


def inspect(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", exists=True, dir_okay=False, help="Exports. 导出文件。"),
    ],
    show_rows: Annotated[
        bool,
        typer.Option("--show-rows", help="Print the text of records set aside; it is personal. 显示原文。"),
    ] = False,
    write_preset: Annotated[
        Path | None,
        typer.Option(
            "--write-preset",
            metavar="presets/NAME.yaml",
            help="Draft a preset for the first file, for you to check. 为未知导出起草预设。",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Say what a file is: encoding, columns, whose export, what is wrong. 检查导出文件，不写入。"""
    if write_preset:
        _draft(files[0], write_preset)
        return
    found, refused = _all(files)
    if json:
        print_json([*(each.described(show_rows) for each in found), *refused])
    else:
        for each in found:
            _show(each, show_rows)
        complain(*(f"✗ {each['file']}: {each['refused']}" for each in refused))
        _next(found, {file.name: shlex.quote(str(file)) for file in files})
    if refused:
        raise typer.Exit(int(Exit.DATA))


def _draft(file: Path, place: Path) -> None:
    """Any tool may draft; a preset in the workspace's own folder is read from then on."""
    found = write_draft(file, place)
    say(f"{place}: taken for 识别为 {found.object}")
    if found.missing:
        names = ", ".join(found.missing)
        say(
            f"! No column was found for 未找到对应列: {names}.",
            "  Add it to aliases there. 请在该文件的 aliases 中补入。",
        )
    next_step(f"regulars inspect {shlex.quote(str(file))}", f"after checking {place} line by line 逐行核对后")


def _all(files: Sequence[Path]) -> "tuple[list[Inspected], list[dict[str, Any]]]":
    """What could be looked at, and what is refused with its reason."""
    from sources.export import HeldError, UnreadableError
    from sources.inspecting import inspect as inspected

    own = own_presets()
    found: list[Inspected] = []
    refused: list[dict[str, Any]] = []
    for file in files:
        try:
            found += inspected(file, own)
        except (HeldError, UnreadableError) as refusal:
            refused.append({"file": file.name, "refused": str(refusal)})
    return found, refused


def _show(one: "Inspected", show_rows: bool) -> None:
    name = f"{one.file} / {one.table}" if one.table else one.file
    delimiter = f" · {NAMES.get(one.delimiter, repr(one.delimiter))}" if one.delimiter else ""
    say(f"{name}: {one.encoding}{delimiter}")
    say(_whose(one))
    if one.columns:
        headings = ("column 列", "type 类型", "filled 有值", "goes to 对应")
        table(headings, [_row(each) for each in one.columns])
    say(
        f"{one.records:,} records = {one.rows:,} rows + {len(one.quarantined):,} to set aside"
        f" + {one.blank:,} blank   记录 = 行 + 待隔离 + 空行"
    )
    say(*(f"! {note}" for note in one.notes), *(f"! {n:,} × {reason}" for reason, n in one.reasons.items()))
    if one.quarantined:
        numbers = ", ".join(str(each.line) for each in one.quarantined[:SHOWN])
        say(f"  lines 行号: {numbers}{' …' if len(one.quarantined) > SHOWN else ''}")
    if show_rows:
        say(*(f"  {each.line}: {each.raw_text}" for each in one.quarantined[:SHOWN]))


def _row(column: Mapping[str, Any]) -> list[str]:
    return [column["name"], KINDS[column["kind"]], f"{column['filled']:.0%}", column["field"] or "extra"]


def _whose(one: "Inspected") -> str:
    if one.question:
        return f"? {one.question}"
    extra = f"; kept as extra 另存: {', '.join(one.extra)}" if one.extra else ""
    return f"{one.preset}, {one.recognised:.0%} of its columns known 已识别{extra}"


def _next(found: "Sequence[Inspected]", paths: Mapping[str, str]) -> None:
    unread = next((each for each in found if each.quarantined), None)
    if unread:
        why = "a clean table, and what was left out 得到干净表格及被隔离的记录"
        next_step(f"regulars convert {paths[unread.file]} --out clean.csv --quarantine rejected.csv", why)
    elif lacking := next((each for each in found if each.lacking), None):
        why = f"after mapping 补入对应列后: {', '.join(lacking.lacking)}"
        next_step(f"regulars inspect {paths[lacking.file]}", why)
    elif found and all(not each.question for each in found):
        next_step("regulars run", "with the file in inbox/ 将文件放入 inbox/ 后运行")
    elif found:
        asked = next(each for each in found if each.question)
        place = shlex.quote(f"presets/{Path(asked.file).stem}.yaml")
        why = "draft what its columns mean, then check it 起草列含义并核对"
        next_step(f"regulars inspect {paths[asked.file]} --write-preset {place}", why)
