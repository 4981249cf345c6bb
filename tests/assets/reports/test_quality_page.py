"""The page of the checks: one sentence at the top, the unmet expectation in a second, and no value ever."""

import base64
import datetime as dt
import hashlib
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from assets.reports.checked import HISTORY, NIGHTS, Checked, CheckedTable, checked
from assets.reports.quality_page import render, tone, verdict
from warehouse import DuckDBWarehouse, snapshots
from warehouse.snapshots import REPORT
from warehouse.workspace import Workspace

NAMES = ["core.orders", "mart.without_a_suite", "raw.orders"]
ATTACK = "<img src=x onerror=alert(1)>"


def counted(**changed: Any) -> dict[str, Any]:
    row = {"expectation": "e", "column": "order_id", "severity": "warning", "rows": 9800, "unexpected": 0}
    words = {"kind": "once", "sentence_en": "every order_id is there once", "sentence_zh": "order_id 不重复"}
    return row | {"is_met": True} | words | {"advice_en": None, "advice_zh": None} | changed


Night = tuple[DuckDBWarehouse, Workspace]
UNMET = {"is_met": False, "unexpected": 212}
MUST = UNMET | {
    "severity": "critical",
    "kind": "filled",
    "sentence_en": "amount is filled",
    "sentence_zh": "amount 不为空",
}


def of(*rows: dict[str, Any], company: str = "Tea & Co") -> Checked:
    """The checks of one table, in a night before which there was none."""
    day = dt.date(2026, 7, 1)
    night = {"night": day, "table": "raw.orders", "rows": 9800, "expectations": len(rows)}
    night |= {"met": sum(row["is_met"] for row in rows), "unmet_critical": 0}
    return Checked(company, "en", day, [CheckedTable("raw.orders", rows, [night])])


@pytest.fixture
def night(company: ModuleType, tmp_path: Path) -> Night:
    warehouse = DuckDBWarehouse()
    company.write(warehouse, customers=100)
    return warehouse, company.workspace(tmp_path)


def test_the_first_sentence_says_whether_the_data_can_be_trusted():
    good, fair, bad = of(counted()), of(counted(), counted(**UNMET)), of(counted(**UNMET), counted(**MUST))
    assert [tone(one.unmet) for one in (good, fair, bad)] == ["good", "fair", "bad"]
    assert verdict(good).en == "Yes. All 1 expectations of 1 tables are met."
    assert verdict(fair).en.startswith("Yes, with care: everything that must hold does. 1 of 2 expectations")
    assert verdict(bad).en.startswith("No. ")
    assert all("raw.orders" in text for text in (verdict(fair).en, verdict(fair).zh, verdict(bad).zh))


def test_what_must_hold_comes_first_with_meaning_and_action():
    page = render(of(counted(**UNMET), counted(**MUST)))
    cards = page.split('id="unmet"')[1].split("</section>")[0]
    assert cards.index("amount is filled") < cards.index("every order_id is there once")
    for text in (
        "212",
        "9,800",
        "they are left out",
        "凡用到该值之处都不计入",
        "<code>regulars inspect FILE</code>",
    ):
        assert text in cards


def test_advice_of_its_own_stands_for_the_general():
    page = render(of(counted(**UNMET, advice_en="Ask the shop.", advice_zh="请询问门店。")))
    cards = page.split('id="unmet"')[1].split("</section>")[0]
    assert "Ask the shop." in cards
    assert "too high" not in cards


def test_a_table_with_something_unmet_is_open_and_others_are_not():
    assert '<details id="raw.orders" open>' in render(of(counted(), counted(**UNMET)))
    assert '<details id="raw.orders">' in render(of(counted()))


def test_both_languages_stand_side_by_side():
    page = render(of(counted(), counted(**UNMET), counted(**MUST)))
    english = re.findall(r'<span lang="en">[^<]*(?:<code>[^<]*</code>[^<]*)*</span>(.{16})', page)
    assert len(english) > 80
    assert set(english) == {'<span lang="zh">'}


def test_the_page_is_alone_but_for_its_link_to_the_report():
    page = render(of(counted()))
    links = set(re.findall(r'(?:src|href)="([^"#]*)', page)) - {""}
    assert links == {"data:,", REPORT}
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    policy = page.split('Content-Security-Policy" content="')[1].split('"')[0]
    assert len(scripts) == 1
    assert base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode() in policy.replace(
        "&#39;", "'"
    )


def test_names_are_text():
    page = render(of(counted(**UNMET, sentence_en=ATTACK, sentence_zh=ATTACK), company=ATTACK))
    assert ATTACK not in page
    assert "&lt;img" in page


def test_the_same_checks_give_the_same_bytes_and_few(night: Night, company: ModuleType):
    one, _ = checked(*night, company.AS_OF, NAMES)
    again, _ = checked(*night, company.AS_OF, reversed(NAMES))
    assert [table.name for table in one.tables] == ["core.orders"]
    assert render(one) == render(again)
    assert len(render(one).encode()) < 60_000


def test_nights_are_carried_from_snapshot_to_snapshot(night: Night, company: ModuleType):
    warehouse, workspace = night
    for back in (2, 1, 0, 0):
        day = company.AS_OF - dt.timedelta(days=back)
        found, nights = checked(warehouse, workspace, day, NAMES)
        warehouse.write(HISTORY, nights)
        snapshots.publish(workspace, warehouse, [HISTORY], {}, day)
    assert [one["night"] for one in found.nights] == [company.AS_OF - dt.timedelta(days=n) for n in (2, 1, 0)]
    assert [one["expectations"] for one in found.tables[0].nights] == [2, 2, 2]
    assert found.nights[-1]["unmet_critical"] == 0
    assert "2 of 2" not in render(found)


def test_old_nights_are_let_go(night: Night, company: ModuleType):
    warehouse, workspace = night
    for back in range(NIGHTS + 3, -1, -1):
        day = company.AS_OF - dt.timedelta(days=back)
        found, nights = checked(warehouse, workspace, day, NAMES)
        warehouse.write(HISTORY, nights)
        snapshots.publish(workspace, warehouse, [HISTORY], {}, day)
    assert len(found.nights) == NIGHTS
    assert found.nights[-1]["night"] == company.AS_OF
