"""`regulars quality`: how good the records are, and what the models still wait for."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from app.console import next_step, print_json, say, table
from app.options import Home, Json
from app.querying import reading, rows
from app.served import at, serving

SCORES = """
select name, dimension, question, asked, met, score, money
from mart.quality_scorecard where scope = $scope and met < asked
order by score, money desc, name, question
"""
NEEDS = (
    "select model, level, sentence_en, sentence_zh from mart.readiness where not is_met order by model, level"
)


class By(StrEnum):
    """Whose records are scored together."""

    SYSTEM = "system"
    CHANNEL = "channel"
    PERSON = "person"


def quality(
    by: Annotated[
        By, typer.Option("--by", help="System, channel or person. 按系统、渠道或人员。")
    ] = By.SYSTEM,
    json: Json = False,
    home: Home = None,
) -> None:
    """What does not hold of the records, worst first; what models wait for. 数据质量评分与模型就绪情况。"""
    workspace, snapshot = serving(home)
    with reading(snapshot) as connection:
        scores = rows(connection, SCORES, scope=str(by))
        needs = rows(connection, NEEDS)
    if json:
        print_json({"snapshot": snapshot.id, "scores": scores, "waiting": needs})
        return
    _show(scores, needs)
    next_step(
        f"regulars report --quality --open{at(workspace.home)}",
        "every expectation of every table 查看各项检查",
    )


def _show(scores: list[dict[str, Any]], needs: list[dict[str, Any]]) -> None:
    headings = (
        "name 名称",
        "dimension 维度",
        "asked of each 检查项",
        "asked 次数",
        "met 符合",
        "score 得分",
        "spend 相关消费",
    )
    table(headings, [[*list(row.values())[:5], f"{row['score']:.1%}", row["money"]] for row in scores])
    if needs:
        say("", "Models wait for 模型等待:")
        table(("model 模型", "level 层级", "what there is", "现状"), [list(row.values()) for row in needs])
