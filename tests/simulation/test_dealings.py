"""What salespeople did: opportunities end as their source makes them, payments add up."""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal

import pytest

from simulation import Truth
from simulation.parameters import Parameters

Rows = list[dict[str, str]]
Reader = Callable[[str], Rows]
STATES = {"赢单": True, "输单": False, "Closed Won": True, "Closed Lost": False}


@pytest.fixture(scope="session")
def ends(truth_rows: Reader) -> dict[str, dict[str, str]]:
    return {row["opportunity_id"]: row for row in truth_rows("opportunities.csv")}


def test_opportunities_are_won_as_often_as_their_source_says(truth_rows: Reader) -> None:
    won = defaultdict(list)
    for row in truth_rows("opportunities.csv"):
        won[row["win_rate"]].append(row["is_won"] == "1")
    assert set(won) == {f"{rate:.2f}" for _, rate in Parameters().win_rates}
    for rate, found in won.items():
        error = (float(rate) * (1 - float(rate)) / len(found)) ** 0.5
        assert abs(sum(found) / len(found) - float(rate)) < 4 * error


def test_files_say_how_those_ended_that_have(good_rows: Reader, ends: dict[str, dict[str, str]]) -> None:
    seen = {True: 0, False: 0, None: 0}
    for name, key, state in (
        ("fxiaoke_商机.csv", "商机编号", "阶段状态"), ("zoho_deals.csv", "Record Id", "Stage"),
    ):  # fmt: skip
        for row in good_rows(name):
            ended = STATES.get(row[state])
            seen[ended] += 1
            if ended is not None:
                assert ended is (ends[row[key]]["is_won"] == "1")
    assert min(seen.values()) > 10


def test_what_was_won_is_an_order_of_the_same_person(
    good_rows: Reader, truth_rows: Reader, ends: dict[str, dict[str, str]]
) -> None:
    orders = {row["order_id"]: row for row in truth_rows("orders.csv") if row["system"] == "fxiaoke"}
    won = [row for row in good_rows("fxiaoke_商机.csv") if row["阶段状态"] == "赢单"]
    for row in won:
        order = orders[ends[row["商机编号"]]["order_id"]]
        assert order["person_id"] == ends[row["商机编号"]]["person_id"]
        assert (order["total"], order["ordered_on"]) == (row["商机金额(元)"], row["结单日期"])


def test_payments_are_what_was_charged(good_rows: Reader, truth_rows: Reader) -> None:
    orders = {row["order_id"]: row for row in truth_rows("orders.csv") if row["system"] == "fxiaoke"}
    paid, back = defaultdict(Decimal), defaultdict(Decimal)
    for row in good_rows("fxiaoke_回款.csv"):
        amount = Decimal(row["回款金额(元)"])
        (back if row["业务类型"] == "退款" else paid)[row["销售订单编号"]] += amount
    old = [key for key in paid if "2026-01-05" < orders[key]["ordered_on"] < "2026-05-01"]
    assert len(old) > 100
    assert all(paid[key] == Decimal(orders[key]["total"]) for key in old)
    assert all(-total == Decimal(orders[key]["refunded"]) for key, total in back.items())


def test_talks_are_about_somebody_the_company_knows(company: Truth, good_rows: Reader) -> None:
    cards = {row["客户编号"]: row for row in good_rows("fxiaoke_客户.csv")}
    talks = good_rows("fxiaoke_销售记录.csv")
    assert {row["互动类型"] for row in talks} == {"打电话", "现场拜访", "微信沟通", "邮件"}
    assert all(row["客户名称"] == cards[row["客户编号"]]["客户名称"] for row in talks)
    contacts = {row["Record Id"] for row in good_rows("zoho_contacts.csv")}
    assert {row["Contact Name.id"] for row in good_rows("zoho_calls.csv")} <= contacts
    assert company.counts["fxiaoke_销售记录"] == len(talks)
