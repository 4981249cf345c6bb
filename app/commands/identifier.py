"""`regulars id`: which customer an id or a record stands for, now or on a day."""

from typing import Annotated, Any

import typer

from app.console import next_step, print_json, say, table
from app.exits import Exit
from app.options import Home, Json
from app.problems import Problem
from app.querying import reading
from app.served import at, serving

EVENT_NAMES = {
    "merged": "merged into 并入",
    "split": "split from 拆分自",
    "restored": "restored out of 恢复自",
    "moved": "got records of 移入自",
}


def identifier(
    asked: Annotated[
        str, typer.Argument(metavar="CUSTOMER|RECORD", help="customer_id, record, or system|number. 编号。")
    ],
    at_: Annotated[
        str | None, typer.Option("--at", metavar="YYYY-MM-DD", help="As it was on that day. 指定日期。")
    ] = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """The customer an id stands for, through all merges and splits, on any day. 编号现在或当时对应的客户。"""
    from app.commands.run import reporting_day
    from app.id_answers import answer

    workspace, snapshot = serving(home)
    day = reporting_day(at_, "--at") or snapshot.as_of
    with reading(snapshot) as connection:
        found = answer(connection, asked, day)
    if found is None:
        happened = f"No customer and no record is called that on {day}. 该日期没有此编号。"
        advice = "Ids look like C000000001; records like shopify|1001. Ask without --at. 可不加 --at 再试。"
        raise Problem(Exit.USAGE, happened, advice)
    if json:
        print_json(found)
        return
    show(found)
    next_step(f"regulars customer {found['customer_id']}{at(workspace.home)}", "who that is 查看客户画像")


def show(found: dict[str, Any]) -> None:
    """Print the answer and how it came about."""
    verdict = "is 即" if found["customer_id"] == found["asked"] else "stands for 对应"
    size = f"({found['records']} records 记录)"
    say(f"{found['asked']} {verdict} {found['customer_id']} on {found['at']} {size}")
    rows = [
        [row["happened_on"], row["customer_id"], EVENT_NAMES[row["event"]], row["other_id"], row["records"]]
        for row in found["events"]
    ]
    if rows:
        table(("day 日期", "customer 客户", "what 事件", "other 对方", "records 记录"), rows)
