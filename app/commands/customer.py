"""`regulars customer`: the portrait and timeline of one customer, and the sheet to hand them over with."""

from pathlib import Path
from typing import Annotated, Any

import typer

from app.console import next_step, print_json, say, table
from app.exits import Exit
from app.options import Home, Json
from app.problems import Problem
from app.querying import reading
from app.served import at, serving

PERMISSION = {True: "yes 同意", False: "no 拒绝", None: "unknown, so no 未知，视为不同意"}
SHOWN = (
    ("name", "name 姓名"), ("company", "company 公司"), ("city", "city 城市"), ("owner", "in charge 负责人"),
    ("stage", "stage 阶段"), ("orders", "orders 订单"), ("revenue", "revenue 销售额"),
    ("total_clv", "total value 客户价值"), ("value_reason_en", "why"), ("value_reason_zh", "原因"),
    ("churn_risk", "churn risk 流失风险"), ("reason_en", "why"),
    ("reason_zh", "原因"), ("loyalty_grade", "grade 等级"),
)  # fmt: skip


def customer(
    customer_id: Annotated[
        str, typer.Argument(metavar="ID", help="customer_id, old ones too, or system|number. 编号。")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", help="Write the hand-over sheet (HTML). 输出交接单。")
    ] = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """Who a customer is: contact points, consents, value, timeline; a hand-over sheet. 客户画像与交接单。"""
    from app import customers

    workspace, snapshot = serving(home)
    with reading(snapshot) as connection:
        found = customers.customer(connection, customer_id, snapshot.as_of)
    if found is None:
        advice = f"Ask where a record went 查询记录去向: regulars id RECORD{at(workspace.home)}"
        raise Problem(Exit.USAGE, f"There is no customer {customer_id}. 没有该客户。", advice)
    if out:
        from app.sheets import sheet
        from app.writing import replacing

        with replacing(out) as aside:
            aside.write_text(sheet(found, workspace.settings.company, snapshot.id), "utf-8")
    if json:
        print_json(found)
        return
    show(found)
    if out:
        say(f"{out}: personal data, hand it over in person. 含个人信息，请当面交接。")
    step = f"regulars customer {found['customer_id']} --out sheet.html{at(workspace.home)}"
    next_step(step, "a sheet for whoever takes over 生成交接单")


def show(found: dict[str, Any]) -> None:
    """Print the portrait and the newest of the timeline."""
    say(f"{found['customer_id']} · as of 报告日 {found['as_of']}")
    portrait = found["portrait"] | found["attributes"]
    table(("", ""), [[title, portrait.get(name)] for name, title in SHOWN])
    points = [
        [row["kind"], row["value"], row["is_used"], row["verification"]] for row in found["contact_points"]
    ]
    table(("contact 联系方式", "", "used 使用", "verified 验证"), points)
    consents = [
        [row["channel"], row["purpose"], PERMISSION[row["is_granted"]], row["evidence"], row["stated_at"]]
        for row in found["consents"]
    ]
    table(("channel 渠道", "purpose 用途", "consent 同意", "evidence 依据", "stated 时间"), consents)
    hoped = [
        [row["name"], row["stage"], row["amount"], row["close_on"], row["owner"]]
        for row in found["open_opportunities"]
    ]
    if hoped:
        headings = ("opportunity 商机", "stage 阶段", "amount 金额", "closes 预计结单", "in charge 负责人")
        table(headings, hoped)
    kin = [[row["relation"], row["account"] or row["members"], row["detail"]] for row in found["relations"]]
    if kin:
        table(("relation 关系", "to 对象", "by 依据"), kin)
    golden = [[row["field"], row["record"], row["rule"], row["other_values"]] for row in found["sources"]]
    table(("field 字段", "taken from 取自", "rule 规则", "others 其他值"), golden)
    told = [
        [row["happened_at"], row["channel"], row["kind"], row["subject"], row["amount"]]
        for row in found["timeline"][:15]
    ]
    table(("when 时间", "channel 渠道", "what 事项", "subject 主题", "amount 金额"), told)
