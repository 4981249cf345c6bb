"""`regulars convert`: a clean table out of a dirty file."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.console import complain, next_step, print_json
from app.drafts import workspace_at_hand
from app.exits import Exit
from app.options import Json
from app.problems import Problem

if TYPE_CHECKING:
    from sources.converting import Converted
    from sources.mapping import Preset
    from sources.typed_table import Given

WRITTEN = (".csv", ".parquet")


@dataclass(frozen=True)
class _Way:
    """Whether and how values are typed."""

    is_typed: bool
    date_order: str
    decimal_mark: str

    def found(self) -> "tuple[Given | None, Sequence[Preset]]":
        """What the person and the workspace at hand say of the columns."""
        from sources.mapping import presets
        from sources.typed_table import Given

        if not self.is_typed:
            return None, ()
        workspace = workspace_at_hand()
        own = workspace.definitions("presets") if workspace else {}
        zone = workspace.settings.time_zone if workspace else "UTC"
        return Given(None, self.date_order, self.decimal_mark, zone), presets(own)


def convert(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="Any export. 任意导出文件。"),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="OUT.csv|parquet", help="The file to write. 输出文件。")
    ],
    quarantine: Annotated[
        Path | None,
        typer.Option(
            "--quarantine", metavar="Q.csv", help="Where records that cannot be read go. 无法读取的记录。"
        ),
    ] = None,
    typed: Annotated[
        bool,
        typer.Option(
            "--typed",
            help="Days in ISO, numbers as numbers; destroyed ones are set aside. 日期与数字按类型输出。",
        ),
    ] = False,
    date_order: Annotated[
        str, typer.Option("--date-order", metavar="dmy|mdy", help="What 03/04 means. 03/04 的含义。")
    ] = "",
    decimal_mark: Annotated[
        str, typer.Option("--decimal-mark", metavar=".|,", help="What 1.234 means. 1.234 的含义。")
    ] = "",
    json: Json = False,
) -> None:
    """Turn any export into a clean table: CSV in UTF-8, or Parquet. 将任意导出文件转为干净表格。"""
    _check(file, out)
    _check_answer("--date-order", date_order, ("dmy", "mdy"))
    _check_answer("--decimal-mark", decimal_mark, (".", ","))
    way = _Way(typed or bool(date_order or decimal_mark), date_order, decimal_mark)
    done = _converted(file, out, quarantine, way)
    if json:
        print_json([_described(each) for each in done])
        return
    for each in done:
        complain(*_lines(each))
    _next(file, done, quarantine)


def _check(file: Path, out: Path) -> None:
    if out.suffix.lower() not in WRITTEN:
        advice = "Name the output .csv or .parquet. 请将输出命名为 .csv 或 .parquet。"
        raise Problem(Exit.USAGE, f"{out.name} is neither .csv nor .parquet. 输出格式不明。", advice)
    if out.exists() and out.samefile(file):
        raise Problem(Exit.USAGE, "--out is the file itself. 输出与输入相同。", "Name another. 请换文件名。")


def _check_answer(option: str, given: str, known: Sequence[str]) -> None:
    if given and given not in known:
        raise Problem(
            Exit.USAGE,
            f"{option} cannot be {given}. {option} 没有 {given} 这一选项。",
            f"Say {' or '.join(known)}. 请选择其一。",
        )


def _converted(file: Path, out: Path, quarantine: Path | None, way: "_Way") -> "list[Converted]":
    from sources.converting import convert as converted
    from sources.export import HeldError, UnreadableError

    try:
        return converted(file, out, quarantine, *way.found())
    except (HeldError, UnreadableError) as refusal:
        advice = "Then convert it again. 然后重新转换。"
        raise Problem(Exit.DATA, f"{file.name}: {refusal}", advice) from refusal


def _described(table: "Converted") -> dict[str, Any]:
    return {
        "table": table.table,
        "out": str(table.out),
        "encoding": table.encoding,
        "header": table.header,
        "records": table.records,
        "rows": table.rows,
        "quarantined": len(table.quarantined),
        "blank": table.blank,
        "reasons": table.reasons,
        "notes": table.notes,
        "types": table.types,
    }


def _lines(table: "Converted") -> list[str]:
    """The books of one table, and why records were set aside."""
    name = f"{table.table}: " if table.table else ""
    books = (
        f"{name}{table.records:,} records = {table.rows:,} rows + {len(table.quarantined):,} quarantined"
        f" + {table.blank:,} blank → {table.out}   记录 = 行 + 隔离 + 空行"
    )
    headless = [] if table.header is not None else ["! No header was found. 未找到表头。"]
    reasons = [f"! {count:,} × {reason}" for reason, count in table.reasons.items()]
    return [books, *headless, *(f"! {note}" for note in table.notes), *reasons]


def _next(file: Path, done: "list[Converted]", quarantine: Path | None) -> None:
    if quarantine is None and any(table.quarantined for table in done):
        names = f"{shlex.quote(str(file))} --out {shlex.quote(str(done[0].out))}"
        command = f"regulars convert {names} --quarantine rejected.csv"
        next_step(command, "see what was left out 查看被隔离的记录")
    else:
        next_step(f"regulars inspect {shlex.quote(str(done[0].out))}", "what its columns are 查看各列类型")
