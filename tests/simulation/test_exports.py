"""The exports have the systems' headers and habits, and their sums are right."""

import hashlib
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import python_calamine

from simulation import Truth

FXIAOKE_ORDERS = (
    "销售订单编号,客户名称,客户编号,客户电话,下单日期,销售订单金额(元),整单折扣(元),已退款金额(元),"
    "状态,业务类型,负责人,备注"
)
HEADERS = {
    "fxiaoke_客户.csv": "客户编号,客户名称,电话,邮件,省,市,详细地址,客户级别,来源,负责人,短信授权,邮件授权,"
    "创建时间,最后修改时间,备注",
    "fxiaoke_销售订单_2023.csv": FXIAOKE_ORDERS,
    "fxiaoke_销售订单_2025(更正).csv": FXIAOKE_ORDERS,
    "zoho_contacts.csv": "Record Id,Contact Owner,Contact Owner.id,First Name,Last Name,Email,Phone,Mobile,"
    "Mailing City,Mailing Country,Lead Source,Email Opt Out,Created Time,Modified Time",
    "tickets.csv": "ticket_id,customer_name,phone,email,channel,kind,opened_at,closed_at,status,"
    "satisfaction,subject,body",
    "campaigns.csv": "campaign_id,campaign,channel,offer,email,customer_ref,group,sent_at,opened_at,"
    "clicked_at,unsubscribed_at,cost",
    "fxiaoke_商机.csv": "商机编号,商机名称,客户编号,客户名称,商机阶段,阶段状态,赢率,商机金额(元),结单日期,"
    "输单原因,来源,负责人,创建时间,最后修改时间",
    "fxiaoke_销售记录.csv": "销售记录编号,互动类型,客户编号,客户名称,客户电话,关联商机,"
    "销售记录内容,跟进结果,负责人,创建时间",
    "fxiaoke_回款.csv": "回款编号,销售订单编号,客户编号,客户名称,回款日期,回款金额(元),回款方式,"
    "业务类型,负责人",
    "zoho_deals.csv": "Record Id,Deal Name,Deal Owner,Deal Owner.id,Contact Name,Contact Name.id,Stage,"
    "Probability (%),Amount,Currency,Closing Date,Lead Source,Reason For Loss,Created Time,Modified Time",
    "zoho_calls.csv": "Record Id,Subject,Call Type,Call Start Time,Call Duration (in seconds),Contact Name,"
    "Contact Name.id,Related To,Call Status,Call Result,Call Owner,Created Time,Modified Time",
}
FILES = {
    *HEADERS,
    *(f"fxiaoke_销售订单_{year}.csv" for year in (2024, 2025, 2026)),
    *(f"shopify_orders_{year}.csv" for year in (2023, 2024, 2025, 2026)),
    "fxiaoke_销售订单_2026-06.xlsx",
    "tickets_副本.csv",
}
Reader = Callable[[str], list[dict[str, str]]]
Records = list[tuple[int, list[str]]]


def test_the_inbox_holds_exactly_these_files(company: Truth) -> None:
    assert {path.name for path in company.inbox.iterdir()} == FILES


@pytest.mark.parametrize("name", HEADERS)
def test_headers(company: Truth, records: Callable[[Path], Records], name: str) -> None:
    assert ",".join(records(company.inbox / name)[0][1]) == HEADERS[name]


def test_shopify_writes_all_79_columns_of_a_real_export(company: Truth, records) -> None:
    header = records(company.inbox / "shopify_orders_2025.csv")[0][1]
    assert len(header) == len(set(header)) == 79
    assert header[:3] == ["Name", "Email", "Financial Status"]
    assert header[-1] == "Payment References"


def test_only_zoho_writes_a_byte_order_mark(company: Truth) -> None:
    marked = [p.name for p in company.inbox.glob("*.csv") if p.read_bytes().startswith(b"\xef\xbb\xbf")]
    assert marked == ["zoho_contacts.csv"]


def test_one_file_was_sent_twice_under_another_name(company: Truth) -> None:
    hashes = defaultdict(list)
    for path in sorted(company.inbox.iterdir()):
        hashes[hashlib.sha256(path.read_bytes()).hexdigest()].append(path.name)
    assert [names for names in hashes.values() if len(names) > 1] == [["tickets.csv", "tickets_副本.csv"]]


def test_order_fields_stand_on_the_first_line_only_and_the_sums_are_exact(good_rows: Reader) -> None:
    lines, heads = defaultdict(Decimal), {}
    for row in good_rows("shopify_orders_2025.csv"):
        lines[row["Name"]] += Decimal(row["Lineitem price"]) * int(row["Lineitem quantity"])
        if row["Total"]:
            assert row["Name"] not in heads
            heads[row["Name"]] = row
    for name, head in heads.items():
        subtotal, discount = Decimal(head["Subtotal"]), Decimal(head["Discount Amount"])
        assert lines[name] - discount == subtotal
        assert subtotal + Decimal(head["Shipping"]) == Decimal(head["Total"])
        assert Decimal(head["Refunded Amount"]) <= Decimal(head["Total"])
    assert set(heads) == set(lines)


def test_the_sheet_holds_the_last_month_as_dates_and_numbers(company: Truth) -> None:
    book = python_calamine.CalamineWorkbook.from_path(company.inbox / "fxiaoke_销售订单_2026-06.xlsx")
    header, *rows = book.get_sheet_by_index(0).to_python()
    assert ",".join(header) == FXIAOKE_ORDERS
    dates = [row[4] for row in rows if row[4] != "昨天"]
    assert {(moment.year, moment.month) for moment in dates} == {(2026, 6)}
    assert max(dates).day == 30
    assert all(isinstance(row[5], float) for row in rows if row[5] != "待定")
    assert all(isinstance(row[0], str) for row in rows)


def test_one_file_mixes_three_ways_to_write_a_date(good_rows: Reader) -> None:
    marks = {
        next(mark for mark in "-/年" if mark in row["下单日期"])
        for row in good_rows("fxiaoke_销售订单_2024.csv")
    }
    assert marks == set("-/年")


def test_orders_of_a_year_stand_in_its_file(good_rows: Reader) -> None:
    for year in (2023, 2024, 2025, 2026):
        assert {row["下单日期"][:4] for row in good_rows(f"fxiaoke_销售订单_{year}.csv")} == {str(year)}
        assert {row["Created at"][:4] for row in good_rows(f"shopify_orders_{year}.csv")} == {str(year)}


def test_the_corrected_file_differs_as_the_truth_says(good_rows: Reader, truth_rows: Reader) -> None:
    before, after = (
        {row["销售订单编号"]: row["销售订单金额(元)"] for row in good_rows(f"fxiaoke_销售订单_{period}.csv")}
        for period in ("2025", "2025(更正)")
    )
    expected = {row["order_id"]: (row["total_before"], row["total"]) for row in truth_rows("corrections.csv")}
    changed = {
        order: (before.get(order, ""), total) for order, total in after.items() if before.get(order) != total
    }
    assert changed == expected
    assert before.keys() <= after.keys()
    assert {row["change"] for row in truth_rows("corrections.csv")} == {"amount", "added"}


def test_tickets_come_in_two_languages_and_over_several_lines(good_rows: Reader) -> None:
    bodies = [row["body"] for row in good_rows("tickets.csv")]
    assert any(body.isascii() for body in bodies)
    assert any(not body.isascii() for body in bodies)
    assert any("\n" in body for body in bodies)
    assert {row["kind"] for row in good_rows("tickets.csv")} == {"complaint", "question", "praise"}


def test_nothing_happens_on_or_after_the_reporting_day(good_rows: Reader) -> None:
    columns = {
        "tickets.csv": "closed_at",
        "campaigns.csv": "unsubscribed_at",
        "zoho_contacts.csv": "Modified Time",
        "fxiaoke_客户.csv": "最后修改时间",
        "shopify_orders_2026.csv": "Created at",
        "fxiaoke_商机.csv": "最后修改时间",
        "fxiaoke_销售记录.csv": "创建时间",
        "fxiaoke_回款.csv": "回款日期",
        "zoho_deals.csv": "Modified Time",
        "zoho_calls.csv": "Modified Time",
    }
    for name, column in columns.items():
        assert max(row[column] for row in good_rows(name)) < "2026-07-01"


def test_consents_never_contradict_each_other_before_the_unsubscriptions(
    good_rows: Reader, truth_rows: Reader
) -> None:
    person = {(row["system"], row["record_id"]): row["person_id"] for row in truth_rows("records.csv")}
    said = defaultdict(set)
    for row in good_rows("fxiaoke_客户.csv"):
        if row["邮件授权"]:
            said[person["fxiaoke", row["客户编号"]]].add(row["邮件授权"] == "是")
    for row in good_rows("zoho_contacts.csv"):
        said[person["zoho", row["Record Id"]]].add(row["Email Opt Out"] == "false")
    for row in good_rows("shopify_orders_2025.csv"):
        if row["Accepts Marketing"]:
            said[person["shopify", row["Name"]]].add(row["Accepts Marketing"] == "yes")
    assert all(len(answers) == 1 for answers in said.values())
    assert {True} in said.values()
    assert {False} in said.values()
