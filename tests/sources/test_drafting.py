"""A preset drafted for a system nobody described: each column with its evidence, ready to be read back."""

from typing import Any

import pytest
import yaml

from sources.detection import choose
from sources.drafting import draft, written
from sources.mapping import presets
from sources.vocabulary import SURE, resemblance

DAYS = [f"2025-03-{day:02d}" for day in range(1, 31)]
PHONES = [f"139000012{number:02d}" for number in range(30)]
MAILS = [f"p{number}@example.com" for number in range(30)]


def table(**columns: str | list[str]) -> tuple[list[str], list[tuple[str, ...]]]:
    """A header, and thirty rows."""
    filled = [values if isinstance(values, list) else [values] * 30 for values in columns.values()]
    return list(columns), list(zip(*filled, strict=True))


CRM = table(
    客户ID=[f"C{number:05d}" for number in range(30)],
    公司全称="某公司",
    联系人="某人",
    联系电话=PHONES,
    所在省="广东",
    跟进人="甲",
    创建日期=DAYS,
    是否接受短信="是",
    自定义1="x",
)
ERP = table(
    单据号=[f"XS{number:06d}" for number in range(30)],
    购货单位="某公司",
    单据日期=DAYS,
    价税合计=[f"{number}.50" for number in range(30)],
    币别="人民币",
    业务员="甲",
    审核状态="已审核",
)
DESK = (
    ["Ticket Ref", "Reported On", "Raised By", "Mail", "Problem", "State"],
    [(f"T-{n}", DAYS[n], "Someone", MAILS[n], "broken", "open") for n in range(30)],
)
MEANT = [
    (
        CRM,
        "customers",
        {
            "record_id": "客户ID",
            "company": "公司全称",
            "name": "联系人",
            "phone": "联系电话",
            "region": "所在省",
            "owner": "跟进人",
            "created_at": "创建日期",
            "sms_consent": "是否接受短信",
        },
    ),
    (
        ERP,
        "orders",
        {
            "order_id": "单据号",
            "customer_name": "购货单位",
            "ordered_at": "单据日期",
            "amount": "价税合计",
            "currency": "币别",
            "owner": "业务员",
            "status": "审核状态",
        },
    ),
    (
        DESK,
        "tickets",
        {
            "ticket_id": "Ticket Ref",
            "opened_at": "Reported On",
            "customer_name": "Raised By",
            "email": "Mail",
            "subject": "Problem",
            "status": "State",
        },
    ),
]


@pytest.mark.parametrize(
    ("given", "name", "meant"), MEANT, ids=lambda each: each if isinstance(each, str) else ""
)
def test_words_in_both_languages(given: Any, name: str, meant: dict[str, str]) -> None:
    found = draft(*given)
    assert (found.object, found.missing) == (name, [])
    assert {each.column: each.header for each in found.guesses} == meant


@pytest.mark.parametrize("given", [CRM, ERP, DESK], ids=["crm", "erp", "desk"])
def test_the_draft_reads_the_file_it_was_made_from(given: Any) -> None:
    header, rows = given
    text = written(draft(header, rows), "ours", "export.csv")
    own = presets({"ours": yaml.safe_load(text)})
    preset = choose(header, "export.csv", own)
    assert preset.id == "ours"
    assert preset.share(header) == 1
    lines = [line for line in text.splitlines() if line.startswith("  ")]
    assert len(lines) == len(yaml.safe_load(text)["aliases"])
    assert all("#" in line for line in lines), "every line has its evidence"


def test_values_overrule_a_name_that_cannot_be_meant() -> None:
    header, rows = table(姓名="某人", 手机=MAILS, 备用=PHONES)
    found = {each.header: each.column for each in draft(header, rows).guesses}
    assert found["备用"] == "phone"
    assert found.get("手机") != "phone"


def test_what_is_missing_is_asked_for() -> None:
    header, rows = table(单号=[f"A{number}" for number in range(30)], 购货单位="某公司", 价税合计="9.50")
    found = draft(header, rows)
    assert found.object == "orders"
    assert found.missing == ["ordered_at"]
    assert "ordered_at" in written(found, "ours", "export.csv").split("aliases:")[0]


def test_the_only_column_that_could_be_the_day_is_taken_for_it() -> None:
    header, rows = table(单号=[f"A{n}" for n in range(30)], 购货单位="某公司", 价税合计="9.50", 何时=DAYS)
    (guess,) = [each for each in draft(header, rows).guesses if each.column == "ordered_at"]
    assert guess.header == "何时"
    assert "? " in written(draft(header, rows), "ours", "x.csv")


def test_no_value_of_the_file_is_in_the_draft() -> None:
    header, rows = CRM
    text = written(draft(header, rows), "ours", "export.csv")
    assert not [value for row in rows for value in row if len(value) > 4 and value in text]


def test_pieces_without_a_price_make_no_order_lines() -> None:
    sold = table(成交单据=[f"CJ{n}" for n in range(30)], 成交日=DAYS, 买家全称="某公司", 货品="茶", 件数="2")
    header, rows = sold
    whole = draft([*header, "成交额（元）", "跟单员"], [(*row, "9.50", "甲") for row in rows])
    assert (whole.object, whole.missing) == ("orders", [])
    assert {each.header: each.column for each in whole.guesses} == {
        "成交单据": "order_id",
        "成交日": "ordered_at",
        "买家全称": "customer_name",
        "成交额（元）": "amount",
        "跟单员": "owner",
    }


@pytest.mark.parametrize("header", ["身份证号", "证件号码", "护照号", "SSN", "National ID", "passport_no"])
def test_national_numbers_of_people_are_known(header: str):
    assert resemblance("customers", "national_id", header) == (SURE, header)
