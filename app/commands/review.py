"""`regulars review`: pairs that may be one person, decided by people, and taken back."""

import shlex
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated, Any

import typer

from app.console import next_step, print_json, say, table
from app.exits import Exit
from app.options import Home, Json
from app.problems import Problem
from app.querying import reading, rows
from app.reviewing import PAIRS, consequences, lasting_name, pair_of, sides
from app.served import at, serving

group = typer.Typer(help="Pairs that may be one person. 疑似同一人的记录对。", invoke_without_command=True)
SHOWN = ("name", "email", "phone", "system", "reference", "customer_id", "orders", "amount")
Apply = Annotated[bool, typer.Option("--yes", help="Keep it; without, only what would change. 确认写入。")]
By = Annotated[str, typer.Option("--by", help="Who answers for it. 决定人。")]


class Verdict(StrEnum):
    """Whether two records are one person."""

    SAME = "same"
    DIFFERENT = "different"


@group.callback()
def review(context: typer.Context, json: Json = False, home: Home = None) -> None:
    """Show the pairs to decide, side by side, with what they share. 并排显示待裁决的记录对。"""
    if context.invoked_subcommand is None:
        listed(20, json, home)


@group.command("list")
def listed(
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many. 最多显示。")] = 20,
    json: Json = False,
    home: Home = None,
) -> None:
    """Show the pairs to decide, side by side, with what they share. 并排显示待裁决的记录对。"""
    workspace, snapshot = serving(home)
    with reading(snapshot) as connection:
        found = rows(connection, PAIRS)
        known = sides(connection, [row[key] for row in found[:limit] for key in ("key_a", "key_b")])
    shown = [{**row, "a": known[row["key_a"]], "b": known[row["key_b"]]} for row in found[:limit]]
    if json:
        print_json({"pairs": shown, "open": len(found)})
        return
    for pair in shown:
        lines = [[name, pair["a"][name], pair["b"][name]] for name in SHOWN]
        table(("", "A", "B"), lines, title=f"{pair['pair']}  share 共有: {pair['shared']}")
    say(f"{len(found):,} pairs are open. 待裁决 {len(found):,} 对。")
    name = shown[0]["pair"] if shown else "PAIR"
    next_step(
        f'regulars review decide {name} same --by YOU --why "…"{at(workspace.home)}',
        "what it would change 预览影响",
    )


@group.command()
def decide(
    pair: Annotated[str, typer.Argument(metavar="PAIR", help="A listed pair, or ONE,OTHER. 记录对。")],
    verdict: Annotated[Verdict, typer.Argument(help="One person or two? 同一人或不同人。")],
    by: By,
    why: Annotated[str, typer.Option("--why", help="The reason, kept with it. 理由。")],
    yes: Apply = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Say whether two records are one person; what changes is listed first. 裁决两条记录是否同一人。"""
    from warehouse.decisions import Decision, standing
    from warehouse.decisions import decide as keep

    answered_for(by, why)
    workspace, snapshot = serving(home)
    with reading(snapshot) as connection:
        keys = pair_of(connection, pair)
        if keys is None:
            raise unknown(f"There is no pair {pair}. 没有该记录对。", f"regulars review{at(workspace.home)}")
        a, b = (lasting_name(connection, key) for key in keys)
        made = Decision("", a, b, str(verdict), by, snapshot.as_of, why)
        held = [one for one in standing(workspace) if {one.record_a, one.record_b} != {a, b}]
        changes = consequences(connection, workspace, [*held, made], keys)
    if yes:
        made = keep(workspace, made)
    report(changes, {"decision": asdict(made), "is_kept": yes}, json)
    if not json:
        told = shlex.join(["regulars", "review", "decide", pair, verdict, "--by", by, "--why", why, "--yes"])
        follow(yes, f"{told}{at(workspace.home)}", home)


@group.command()
def undo(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="Such as D00001. 裁决编号。")],
    by: By,
    yes: Apply = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Take the evidence of a decision away; what changes is listed first. 撤销裁决。"""
    from warehouse.decisions import standing
    from warehouse.decisions import undo as take_back

    workspace, snapshot = serving(home)
    answered_for(by)
    held = standing(workspace)
    chosen = next((one for one in held if one.decision == decision), None)
    if chosen is None or chosen.decided_on is None:
        happened = f"No decision {decision} stands that could be undone. 没有可撤销的裁决 {decision}。"
        raise unknown(happened, f"regulars review decisions{at(workspace.home)}")
    with reading(snapshot) as connection:
        keys = pair_of(connection, f"{chosen.record_a},{chosen.record_b}")
        rest = [one for one in held if one.decision != decision]
        changes = consequences(connection, workspace, rest, keys) if keys else {}
    if yes:
        take_back(workspace, decision, by, snapshot.as_of)
    report(changes, {"undone": decision, "is_kept": yes}, json)
    if not json:
        told = shlex.join(["regulars", "review", "undo", decision, "--by", by, "--yes"])
        follow(yes, f"{told}{at(workspace.home)}", home)


@group.command("decisions")
def made(json: Json = False, home: Home = None) -> None:
    """List every decision, who made it and why. 列出全部裁决。"""
    from app.served import open_workspace
    from warehouse.decisions import decisions

    workspace = open_workspace(home)
    found = [asdict(one) for one in decisions(workspace)]
    if json:
        print_json(found)
        return
    columns = ("decision", "verdict", "record_a", "record_b", "decided_by", "decided_on", "why", "undone_on")
    table(columns, [[row[name] for name in columns] for row in found])
    next_step(f"regulars review undo DECISION --by YOU{at(workspace.home)}", "take one back 撤销")


def report(changes: dict[str, Any], made: dict[str, Any], json: bool) -> None:
    """Print what would change, or has been decided."""
    if json:
        print_json({**made, "changes": changes})
        return
    for when, title in (("before", "Now 目前"), ("after", "From the next run 下次运行后")):
        rows = [list(row.values()) for row in changes.get(when, [])]
        table(("customer 客户", "records 记录", "orders 订单", "amount 金额"), rows, title=title)
    for customer, segments in changes.get("segments", {}).items():
        say(f"Segments 客群 {customer}: {', '.join(segments)}; judged anew 将重新判断")


def follow(yes: bool, command: str, home: Any) -> None:
    """The next step: confirm, or run."""
    where = f" --home {home}" if home else ""
    if yes:
        next_step(f"regulars run{where}", "it takes effect with the next run 下次运行后生效")
    else:
        next_step(command, "keep it 确认")


def answered_for(*told: str) -> None:
    """Refuse a decision without a name or a reason: it is evidence."""
    if not all(text.strip() for text in told):
        happened = "A decision needs who made it and why. 裁决须注明决定人与理由。"
        raise Problem(Exit.USAGE, happened, '--by YOU --why "…"')


def unknown(happened: str, command: str) -> Problem:
    """Something was named that is not there."""
    return Problem(Exit.USAGE, happened, f"See what there is 查看现有内容: {command}")
