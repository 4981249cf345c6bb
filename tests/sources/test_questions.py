"""What waits for a person says what to type, and is loaded once that was answered."""

from typing import Any

import pytest

from warehouse.errors import ConfigurationError

ORDERS = "Order Id,Order Date,Amount,Customer Id,Email\n"


def test_a_cut_off_file_waits_for_the_whole_one(office: Any) -> None:
    whole = ORDERS + "".join(f"{n},2026-01-05,{n},c{n},\n" for n in range(20))
    office.drop("a.csv", whole[:-12])
    entry = office.run()["a.csv"].entry
    assert (entry.status, entry.question, entry.records) == ("held", "complete", 0)
    assert "regulars answer a.csv complete yes" in entry.message
    office.drop("b.csv", whole)
    reports = office.run()
    assert (reports["a.csv"].entry.status, reports["b.csv"].entry.accepted) == ("completed", 20)
    assert office.rows("count(*)", "orders") == [(20,)]
    assert not any(report.is_new for report in office.run().values())


def test_the_whole_one_may_come_first(office: Any) -> None:
    whole = ORDERS + "".join(f"{n},2026-01-05,{n},c{n},\n" for n in range(20))
    office.drop("a.csv", whole)
    office.run()
    office.drop("b.csv", whole[:-10])
    assert office.run()["b.csv"].entry.status == "completed"


def test_a_last_record_without_line_end_is_doubted_where_all_others_have_one(office: Any) -> None:
    office.drop("a.csv", ORDERS + "1,2026-01-05,1,c,")
    assert office.run()["a.csv"].entry.status == "loaded"
    office.drop("c.csv", "Kundennummer,Kundenname,Telefon,Ort\n")
    other = "销售订单编号,下单日期,销售订单金额(元),客户编号\n"
    office.drop("x.csv", other + "1,2026-01-05,1,c\n")
    office.run()
    office.drop("y.csv", other + "2,2026-01-06,12,c")
    entry = office.run()["y.csv"].entry
    assert (entry.status, entry.question) == ("held", "complete")
    office.answers = {"y.csv": {"complete": True}}
    assert office.run()["y.csv"].entry.accepted == 1


@pytest.mark.parametrize(("order", "month"), [("dmy", 4), ("mdy", 3)])
def test_an_undecided_date_is_answered(office: Any, order: str, month: int) -> None:
    office.orders("a.csv", *[f"{n},03/04/2026,1,c," for n in range(9)])
    entry = office.run()["a.csv"].entry
    assert (entry.status, entry.question, entry.preset) == ("held", "date_order", "generic/orders")
    assert "regulars answer a.csv date_order dmy" in entry.message
    office.answers = {"a*.csv": {"date_order": order}}
    assert office.run()["a.csv"].entry.accepted == 9
    assert office.rows("distinct month(ordered_at)", "orders") == [(month,)]


def test_another_answer_reads_a_loaded_file_again(office: Any) -> None:
    office.orders("a.csv", *[f"{n},03/04/2026,1,c," for n in range(9)])
    for order, month in (("dmy", 4), ("mdy", 3)):
        office.answers = {"a.csv": {"date_order": order}}
        assert office.run()["a.csv"].is_new
        assert office.rows("distinct month(ordered_at)", "orders") == [(month,)]


def test_an_encoding_is_answered(office: Any) -> None:
    office.drop("a.csv", ORDERS + "1,2026-01-05,1,Москва,\n2,2026-01-05,1,Казань,\n", "cp1251")
    assert office.run()["a.csv"].entry.status != "loaded"
    office.answers = {"a.csv": {"encoding": "cp1251"}}
    office.run()
    assert office.rows("customer_ref", "orders") == [("Казань",), ("Москва",)]


TABLE = "<table><tr><th>Order Id</th><th>Order Date</th><th>Amount</th><th>Customer Id</th></tr>"
ROW = "<tr><td>1</td><td>2026-01-05</td><td>1</td><td>Москва</td></tr>"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", f"{TABLE}{ROW * 9}</table>".encode("cp1251")),
        ("a.json", '[{"Order Id": "1", "Amount": "1", "Customer Id": "Москва"}]'.encode("cp1251")),
        ("a.csv", (ORDERS + "1,2026-01-05,1,c,\n" * 50).encode("utf-16") + b"\x00\xd8A\x00\n\x00"),
    ],
)
def test_whatever_is_in_an_undecided_encoding_waits_for_an_answer(
    office: Any, name: str, content: bytes
) -> None:
    office.drop(name, content)
    office.orders("b.csv", "1,2026-01-05,1,c,")
    reports = office.run()
    entry = reports[name].entry
    assert (entry.status, entry.question) == ("held", "encoding")
    assert f"regulars answer {name} encoding" in entry.message
    assert reports["b.csv"].entry.status == "loaded"


def test_no_table_of_a_page_in_an_undecided_encoding_is_lost(office: Any) -> None:
    office.drop("a.html", f"{TABLE}{ROW * 9}</table>{TABLE}{ROW * 3}</table>".encode("cp1251"))
    assert office.run()["a.html"].entry.question == "encoding"
    office.answers = {"a.html": {"encoding": "cp1251"}}
    entry = office.run()["a.html"].entry
    assert (entry.status, entry.question) == ("held", "")


def test_columns_of_a_file_without_a_header_are_answered(office: Any) -> None:
    office.drop("a.csv", "1001,2026-01-05,12.50,K1\n1002,2026-01-06,13.50,K2\n1003,2026-01-06,3.50,K2\n")
    entry = office.run()["a.csv"].entry
    assert (entry.status, entry.question) == ("held", "columns")
    office.answers = {"a.csv": {"columns": "order_id,ordered_at,amount,customer_ref"}}
    office.run()
    assert office.rows("order_id, customer_ref", "orders") == [("1001", "K1"), ("1002", "K2"), ("1003", "K2")]


@pytest.mark.parametrize(
    ("key", "value"),
    [("enc", "x"), ("encoding", "klingon"), ("date_order", "ymd"), ("preset", "nobody/orders")],
)
def test_an_answer_that_cannot_be_meant_is_refused(office: Any, key: str, value: str) -> None:
    office.answers = {"a.csv": {key: value}}
    with pytest.raises(ConfigurationError, match="answers"):
        office.run()


def test_a_better_preset_reads_what_was_set_aside(office: Any) -> None:
    office.orders("a.csv", *[f"{n},2026-01-05,1,c," for n in range(30)], "x,2026-01-05,,c,")
    assert office.run()["a.csv"].entry.quarantined == 1
    assert not office.run()["a.csv"].is_new
    office.presets = {"ours": {"extends": "generic/orders", "aliases": {"amount": ["Email"]}}}
    assert office.run()["a.csv"].is_new
