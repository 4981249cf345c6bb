"""`regulars dedupe`: which rows of any tables are the same person or company."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.console import next_step, print_json, progress, say, table
from app.exits import Exit
from app.options import Json
from app.problems import Problem

if TYPE_CHECKING:
    from models.matching.matcher import Matching

Files = Annotated[
    list[Path], typer.Argument(metavar="FILE…", help="Tables of people or companies. 人员或企业表。")
]
Out = Annotated[Path | None, typer.Option("--out", help="Parquet or CSV with cluster_id per row. 输出文件。")]
Truth = Annotated[
    str | None,
    typer.Option(
        "--truth", metavar="COLUMN", help="Who is who really; not used to match. 真实标识列，仅用于评估。"
    ),
]
Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map", metavar="COLUMN=ROLE", help="What a column is, if the guess is wrong. 指定列的含义。"
    ),
]


THINGS = (
    "No column names a person or a company: rows were compared by their texts, which finds works and products"
    " less surely; look at a sample before merging any. If they are people, name the columns with --map."
    " 没有人名或企业名称列：已按文本比较；作品、商品的结果不如人员可靠，合并前请抽查。"
    "若确为人员，请用 --map 指定列。"
)


def dedupe(
    files: Files, out: Out = None, truth: Truth = None, columns: Map = None, json: Json = False
) -> None:
    """Find rows that mean the same person or company, without labels. 无需标注，找出重复的人或企业。"""
    from app.deduping import (
        FILE,
        comparable,
        labelled,
        measured,
        refuse_other_kinds,
        roles_in,
        rows_of,
        write,
    )

    refuse_other_kinds(out)
    frame, parts = rows_of(files)
    known = comparable(frame.drop(columns=[truth] if truth in frame else []), parts)
    roles = roles_in(columns or [], known) | ({FILE: "source"} if len(parts) > 1 else {})
    entities = labelled(frame, truth)
    with progress() as report:
        from models.matching.matcher import match

        try:
            found = match(known, roles, report=report)
        except ValueError as error:
            raise Problem(Exit.DATA, str(error), "regulars dedupe FILE --map COLUMN=name …") from error
    if out is not None:
        write(frame.assign(cluster_id=found.clusters), out)
    figures = measured(found.clusters, entities)
    if json:
        print_json(figures)
        return
    _show(figures, found)
    name = shlex.join(map(str, files))
    if out is None:
        next_step(f"regulars dedupe {name} --out clusters.parquet", "keep the clusters 保存结果")
    else:
        next_step(f"regulars dedupe {name} --truth COLUMN", "measure against a known truth 用已知真值评估")


def _show(figures: dict[str, Any], found: "Matching") -> None:
    from models.matching.roles import are_entities

    records, clusters = figures["records"], figures["clusters"]
    say(
        f"{records:,} rows, {clusters:,} after deduplication; the largest of these has"
        f" {figures['largest']:,}."
        f" 共 {records:,} 行，去重后 {clusters:,} 个，最多的一个占 {figures['largest']:,} 行。"
    )
    if not are_entities(found.roles):
        say(THINGS)
    table(("column 列", "taken for 识别为"), [[column, role] for column, role in found.roles.items()])
    if found.placeholders:
        shown = [[one.field, one.shape, one.records] for one in found.placeholders[:10]]
        table(
            ("column 列", "value 值", "rows 行数"), shown, "Shared by many, so no evidence 多人共用，不作依据"
        )
    if "pairwise" in figures:
        names = {"pairwise": "pairs 记录对", "bcubed": "B-cubed"}
        rows = [[names[kind], *(f"{value:.4f}" for value in figures[kind].values())] for kind in names]
        table(("", "precision 精确率", "recall 召回率", "F1"), rows)
    say(f"{figures['cpu_seconds']} CPU s, {figures['peak_mb']:,} MB")
