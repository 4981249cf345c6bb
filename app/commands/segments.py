"""`regulars segments`: target segments, whom they hold, and why."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.chosen import customer_row, known_segments, segment_row
from app.console import cell, next_step, print_json, say, table
from app.options import Home, Json
from app.querying import reading, rows
from app.served import at, serving

if TYPE_CHECKING:
    from warehouse.rule_reasons import Reason

group = typer.Typer(help="Target segments: list, show, why. 目标客群。", invoke_without_command=True)
Key = Annotated[
    str, typer.Argument(metavar="SEGMENT", help="The segment's file name without .yaml. 客群名称。")
]
ALL = """
select segment, name_en, name_zh, members, share, purpose, owner, description_en, description_zh
from mart.segments order by segment
"""
FACTS = """
select count(*) as members, count(*) filter (where consent_email) as email,
    count(*) filter (where consent_sms) as sms, count(*) filter (where consent_phone) as phone,
    count(*) filter (where is_holdout) as held_out, sum(revenue_365) as revenue_365,
    sum(predicted_clv_365) as predicted_clv_365, median(recency_days) as recency_days
from mart.portrait
where customer_id in (select customer_id from mart.segment_members where segment = $segment)
"""
FACT_NAMES = {
    "members": "members 人数",
    "email": "may be e-mailed 可邮件",
    "sms": "may be texted 可短信",
    "phone": "may be called 可致电",
    "held_out": "held out 对照组",
    "revenue_365": "revenue of 365 days 近一年销售额",
    "predicted_clv_365": "predicted value of 365 days 未来一年预测价值",
    "recency_days": "median days since last order 距上次购买天数（中位数）",
}


@group.callback()
def segments(context: typer.Context, json: Json = False, home: Home = None) -> None:
    """List the target segments with their size. 列出目标客群及人数。"""
    if context.invoked_subcommand is None:
        listed(json, home)


@group.command("list")
def listed(json: Json = False, home: Home = None) -> None:
    """List the target segments with their size. 列出目标客群及人数。"""
    workspace, snapshot = serving(home)
    with reading(snapshot) as connection:
        found = rows(connection, ALL)
    if json:
        print_json(found)
        return
    columns = ("segment", "name_zh", "name_en", "members", "share", "purpose", "owner")
    headings = ("segment 代码", "客群", "name", "members 人数", "share 占比", "purpose 用途", "owner 负责")
    table(headings, [[_percent(name, row[name]) for name in columns] for row in found])
    largest = max(found, key=lambda row: int(row["members"]), default=None)
    key = largest["segment"] if largest else "KEY"
    next_step(
        f"regulars export {key} --channel email --out {key}.csv{at(workspace.home)}",
        "a list to send 导出名单",
    )


@group.command()
def show(key: Key, json: Json = False, home: Home = None) -> None:
    """What a segment means, whom it reaches and what it is worth. 客群定义、可触达人数与价值。"""
    workspace, snapshot = serving(home)
    with reading(snapshot) as connection:
        row = segment_row(connection, key)
        facts = rows(connection, FACTS, segment=key)[0]
    if json:
        print_json({**row, **facts})
        return
    say(f"{row['name_en']} {row['name_zh']}", row["description_en"], row["description_zh"])
    table(("", ""), [[FACT_NAMES[name], value] for name, value in facts.items()])
    next_step(
        f"regulars segments why {key} CUSTOMER{at(workspace.home)}",
        "why somebody is in it 查看某客户为何入选",
    )


@group.command()
def why(
    key: Key,
    customer: Annotated[str, typer.Argument(metavar="CUSTOMER", help="A customer_id. 客户编号。")],
    json: Json = False,
    home: Home = None,
) -> None:
    """Why a customer is in a segment, or why not. 某客户为何在或不在客群中。"""
    from warehouse.rule_reasons import explain

    workspace, snapshot = serving(home)
    with reading(snapshot) as connection:
        segments, columns = known_segments(connection, key)
        row = customer_row(connection, segments, columns, customer)
    reason = explain(segments[key], segments, row)
    if json:
        because = [_tree(part) for part in reason.decisive()]
        found = {"segment": key, "customer_id": customer, "is_member": reason.holds}
        print_json({**found, "because": because, "reason": _tree(reason)})
        return
    verdict = ("is in", "属于") if reason.holds else ("is not in", "不属于")
    say(f"{customer} {verdict[0]} {key}. {verdict[1]}该客群。")
    say("Because 原因:", *(_line(1, part) for part in reason.decisive()))
    say("The whole rule 完整规则:", *(_line(1 + depth, part) for depth, part in reason.lines()))
    next_step(f"regulars segments show {key}{at(workspace.home)}", "the whole segment 查看整个客群")


def _line(depth: int, reason: "Reason") -> str:
    actual = "" if reason.actual is None else f"   (actual 实际: {cell(reason.actual)})"
    return f"{'  ' * depth}{'✓' if reason.holds else '✗'} {reason.text_en} · {reason.text_zh}{actual}"


def _tree(reason: "Reason") -> dict[str, Any]:
    texts = {
        "text_en": reason.text_en,
        "text_zh": reason.text_zh,
        "holds": reason.holds,
        "actual": reason.actual,
    }
    return {**texts, "parts": [_tree(part) for part in reason.parts]}


def _percent(name: str, value: Any) -> Any:
    return f"{value:.1%}" if name == "share" else value
