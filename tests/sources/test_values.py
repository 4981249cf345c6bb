"""Each column is read in its own style, decided over all of its values."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from sources import ingest

D = dt.datetime


def dates(office: Any, *values: str) -> list[Any]:
    """The dates of an order file, read back in their order."""
    office.orders("orders.csv", *(f'{n},"{value}",1,c{n},' for n, value in enumerate(values)))
    report = office.run()["orders.csv"]
    if report.entry.status != "loaded":
        return [report.entry.status, report.entry.message]
    found = dict(office.rows("order_id, ordered_at", "orders"))
    return [found.get(str(n)) for n in range(len(values))]


def amounts(office: Any, *values: str) -> list[Any]:
    """The amounts of an order file, read back in their order."""
    office.orders("orders.csv", *(f'{n},2026-01-05,"{value}",c{n},' for n, value in enumerate(values)))
    report = office.run()["orders.csv"]
    if report.entry.status != "loaded":
        return [report.entry.status, report.entry.message]
    found = dict(office.rows("order_id, amount", "orders"))
    return [None if (value := found.get(str(n))) is None else str(value) for n in range(len(values))]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-05", D(2026, 1, 5)),
        ("2026-01-05 08:26:01", D(2026, 1, 5, 8, 26, 1)),
        ("2026-01-05T00:26:01Z", D(2026, 1, 5, 8, 26, 1)),
        ("2026-01-05T00:26:01.000+0000", D(2026, 1, 5, 8, 26, 1)),
        ("2026-01-04 19:26:01 -0500", D(2026, 1, 5, 8, 26, 1)),
        ("5 Jan 2026 00:26:01 GMT", D(2026, 1, 5, 8, 26, 1)),
        ("2026-01-05 08:26:01 +0800", D(2026, 1, 5, 8, 26, 1)),
        ("2026-01-05T08:26:01+08:00", D(2026, 1, 5, 8, 26, 1)),
        ("2026/1/5 8:26", D(2026, 1, 5, 8, 26)),
        ("2026.1.5", D(2026, 1, 5)),
        ("2026,01,05", D(2026, 1, 5)),
        ("2026年1月5日", D(2026, 1, 5)),
        ("2026年01月05日 8时26分", D(2026, 1, 5, 8, 26)),
        ("２０２６－０１－０５", D(2026, 1, 5)),
        ("15 Apr, 2021 00:03:00", D(2021, 4, 15, 0, 3)),
        ("Apr 15, 2021", D(2021, 4, 15)),
        ("15-Apr-2021", D(2021, 4, 15)),
        ("20260105", D(2026, 1, 5)),
        ("1767571200000", D(2026, 1, 5, 8)),
        ("1767571200", D(2026, 1, 5, 8)),
        ("46027", D(2026, 1, 5)),
        ("46027.5", D(2026, 1, 5, 12)),
        ("2026年1月5日 下午3:05", D(2026, 1, 5, 15, 5)),
        ("2026.01.05 上午 9:05", D(2026, 1, 5, 9, 5)),
        ("2026/1/5 星期一 下午 03:05:06", D(2026, 1, 5, 15, 5, 6)),
        ("2026-01-05 3:05:06 PM", D(2026, 1, 5, 15, 5, 6)),
        ("05-Jan-26", D(2026, 1, 5)),
        ("Jan 5 2026 3:05PM", D(2026, 1, 5, 15, 5)),
        ("January 5, 2026 at 3:05 PM", D(2026, 1, 5, 15, 5)),
        ("Monday, January 5, 2026", D(2026, 1, 5)),
        ("2013,11,04", D(2013, 11, 4)),
        ("13/2/2026 2:30 PM", D(2026, 2, 13, 14, 30)),
        ("31.12.26", D(2026, 12, 31)),
    ],
)
def test_dates(office: Any, text: str, moment: dt.datetime) -> None:
    assert dates(office, text) == [moment]


def test_the_order_of_day_and_month_is_decided_over_the_column(office: Any) -> None:
    assert dates(office, "03/04/2026", "25/04/2026") == [D(2026, 4, 3), D(2026, 4, 25)]


def test_month_first(office: Any) -> None:
    assert dates(office, "03/04/2026", "04/25/2026 13:00") == [D(2026, 3, 4), D(2026, 4, 25, 13)]


def test_dates_that_fit_both_readings_are_asked_about(office: Any) -> None:
    status, message = dates(office, "03/04/2026", "05/06/2026")
    assert status == "held"
    assert "Order Date" in message
    office.presets = {"ours": {"extends": "generic/orders", "date_order": "dmy"}}
    assert office.run()["orders.csv"].entry.status == "loaded"
    assert office.rows("ordered_at", "orders") == [(D(2026, 4, 3),), (D(2026, 6, 5),)]


def test_a_column_with_both_orders_is_asked_about(office: Any) -> None:
    assert dates(office, "25/04/2026", "04/25/2026")[0] == "held"


def test_no_date_at_all_is_set_aside(office: Any) -> None:
    found = dates(office, "2026-01-05", "昨天", "2026-02-30", "0026-01-01", "2026/1/6")
    assert found == [D(2026, 1, 5), None, None, None, D(2026, 1, 6)]
    assert [(line, code) for line, _, code in office.quarantine()] == [(n, "bad_date") for n in (3, 4, 5)]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1234.5", "1234.50"),
        ("1,234.56", "1234.56"),
        ("¥1,200", "1200.00"),
        ("￥1200.00", "1200.00"),
        ("1200元", "1200.00"),
        ("$1,117.10K", "1117100.00"),
        ("3.5万", "35000.00"),
        ("1.234,56", "1234.56"),
        ("12,5", "12.50"),
        ("-5.00", "-5.00"),
        ("(5.00)", "-5.00"),
        ("CNY 12.00", "12.00"),
        ("１２.５", "12.50"),
        ("1.2亿", "120000000.00"),
        ("￥1.2万元", "12000.00"),
        ("3千", "3000.00"),
        ("(1,234.50)", "-1234.50"),
        ("-¥5.00", "-5.00"),
        ("−5", "-5.00"),
        ("5-", "-5.00"),
        ("12.5%", "0.13"),
        ("1'234.50", "1234.50"),
        ("1,23,456.00", "123456.00"),
        ("€ 1.234,56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("US$ 12", "12.00"),
    ],
)
def test_numbers(office: Any, text: str, amount: str) -> None:
    assert amounts(office, text) == [amount]


def test_thousands_are_decided_over_the_column(office: Any) -> None:
    assert amounts(office, "1.234", "1.234,50") == ["1234.00", "1234.50"]


def test_thousands_in_the_usual_way(office: Any) -> None:
    assert amounts(office, "1,234", "1234.50") == ["1234.00", "1234.50"]


def test_a_number_that_fits_two_readings_is_asked_about(office: Any) -> None:
    status, message = amounts(office, "1.234", "2.345", "950")
    assert status == "held"
    assert "Amount" in message


def test_other_values_of_the_column_settle_what_1_234_is(office: Any) -> None:
    assert amounts(office, "1.234", "2.5", "¥3") == ["1.23", "2.50", "3.00"]


def test_instants_are_told_in_the_company_s_zone(office: Any) -> None:
    office.orders("orders.csv", "1,2026-07-01T00:30:00Z,1,a,", "2,2026-07-01 00:30,1,a,", "3,1782865800,1,a,")
    ingest(office.inbox, office.lake, time_zone="Europe/Berlin")
    assert office.rows("ordered_at", "orders") == [
        (D(2026, 7, 1, 0, 30),),
        (D(2026, 7, 1, 2, 30),),
        (D(2026, 7, 1, 2, 30),),
    ]


def test_a_clock_of_twelve_hours_among_dates_in_day_order(office: Any) -> None:
    found = dates(office, "03/04/2026 12:05 AM", "25/04/2026 12:05 PM", "2026-04-26")
    assert found == [D(2026, 4, 3, 0, 5), D(2026, 4, 25, 12, 5), D(2026, 4, 26)]


def test_no_number_is_set_aside(office: Any) -> None:
    assert amounts(office, "5", "待定", "1,23,4", "12 apples") == ["5.00", None, None, None]
    assert {code for _, _, code in office.quarantine()} == {"bad_number"}


def test_identifiers_stay_text(office: Any) -> None:
    office.orders("orders.csv", "0012,2026-01-05,1,17850.0,", "123456789012345678,2026-01-05,1,00017,")
    office.run()
    assert office.rows("order_id, customer_ref", "orders") == [
        ("0012", "17850"),
        ("123456789012345678", "00017"),
    ]


def test_numbers_that_a_spreadsheet_destroyed_are_set_aside(office: Any) -> None:
    phones = "姓名,手机\n王,13812345678\n李,1.38E+10\n陈,+86 139 1234 5678\n"
    office.drop("members.csv", phones)
    office.run()
    assert office.rows("phone", "customers") == [("+86 139 1234 5678",), ("13812345678",)]
    assert office.quarantine() == [(3, "李,1.38E+10", "damaged_number")]


def test_what_is_missing_is_named(office: Any) -> None:
    office.orders("orders.csv", ",2026-01-05,1,a,", "1,2026-01-05,1,a,", "2, ,1,a,")
    office.run()
    assert [(line, code) for line, _, code in office.quarantine()] == [
        (2, "missing_required"),
        (4, "missing_required"),
    ]
    reasons = [reason for (reason,) in office.rows("reason", "quarantine")]
    assert ["Order Date" in reasons[0], "Order Id" in reasons[1]] == [True, True]


def test_consents_words_and_inverted_flags(office: Any) -> None:
    office.drop(
        "contacts.csv",
        "Record Id,First Name,Last Name,Email,Phone,Mobile,Email Opt Out,Created Time\n"
        "1,Ann,Lee,a@example.com,555,666,true,2026-01-05\n"
        "2,伟,王,b@example.com,555,,false,2026-01-05\n"
        "3,,Solo,c@example.com,,,,2026-01-05\n",
    )
    office.run()
    assert office.rows("record_id, name, phone, email_consent", "contacts") == [
        ("1", "Ann Lee", "666", False),
        ("2", "王伟", "555", True),
        ("3", "Solo", None, None),
    ]


def test_unknown_columns_are_kept(office: Any) -> None:
    office.drop("members.csv", '姓名,手机,爱好,"a ""b"""\n王,13812345678,茶,\n李,13912345678,,x\n')
    office.run()
    assert office.rows("name, extra", "customers") == [("李", '{"a \\"b\\"": "x"}'), ("王", '{"爱好": "茶"}')]


def test_money_is_exact(office: Any) -> None:
    office.orders("orders.csv", "1,2026-01-05,0.10,a,", "2,2026-01-05,0.20,a,")
    office.run()
    assert sum(amount for (amount,) in office.rows("amount", "orders")) == Decimal("0.30")


@pytest.mark.parametrize("rows", [["", ""], ["x", ""], ["", "x"]], ids="|".join)
def test_a_row_without_any_extra_value_is_not_lost(office: Any, rows: list[str]) -> None:
    office.drop(
        "a.csv", "姓名,手机,爱好\n" + "".join(f"甲,1380013800{n},{each}\n" for n, each in enumerate(rows))
    )
    office.run()
    found = office.rows("phone, extra", "customers")
    assert found == [
        (f"1380013800{n}", f'{{"爱好": "{each}"}}' if each else None) for n, each in enumerate(rows)
    ]
