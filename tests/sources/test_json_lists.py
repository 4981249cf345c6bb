"""Lists within JSON: the lines of known orders become rows, others stay text and are said to."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sources import read

Write = Callable[..., Path]
MONEY = {"shop_money": {"amount": "1.00", "currency_code": "EUR"}}
LINE = {
    "id": 11, "admin_graphql_api_id": "gid://x", "fulfillable_quantity": 1, "fulfillment_service": "manual",
    "gift_card": False, "grams": 200, "name": "Tea - 100 g", "price": "10.00", "price_set": MONEY,
    "product_id": 5, "properties": [], "quantity": 2, "sku": "TEA", "taxable": True, "title": "Tea",
    "total_discount": "0.00", "variant_id": 7, "tax_lines": [{"title": "VAT", "price": "1.60"}],
}  # fmt: skip
SHOPIFY = {
    "id": 450789469, "admin_graphql_api_id": "gid://shopify/Order/450789469", "app_id": 1, "browser_ip": None,
    "buyer_accepts_marketing": True, "cancelled_at": None, "created_at": "2026-01-05T10:00:00+08:00",
    "currency": "EUR", "current_total_price": "25.00", "current_total_discounts": "0.00",
    "email": "ann@example.com", "financial_status": "paid", "name": "#1001", "note": None, "number": 1,
    "order_number": 1001, "phone": None, "processed_at": "2026-01-05T10:00:00+08:00", "source_name": "web",
    "tags": "", "test": False, "token": "t", "total_price": "25.00", "total_discounts": "0.00",
    "total_price_set": MONEY, "customer": {"id": 207119551, "email": "ann@example.com"},
    "billing_address": {"name": "Ann Lee", "country": "Germany", "zip": "53111"},
    "line_items": [LINE, LINE | {"id": 12, "sku": "CUP", "quantity": 1, "price": "5.00"}],
    "refunds": [], "shipping_lines": [{"price": "0.00"}], "tax_lines": [],
}  # fmt: skip
WOO = {
    "id": 727, "parent_id": 0, "number": "727", "order_key": "wc_order_1", "created_via": "checkout",
    "status": "processing", "currency": "EUR", "date_created": "2026-01-05T10:00:00", "total": "24.00",
    "discount_total": "1.00", "shipping_total": "0.00", "total_tax": "0.00", "customer_id": 0,
    "billing": {"first_name": "Bo", "email": "bo@example.com", "phone": "555", "country": "SE"},
    "shipping": {"first_name": "Bo"}, "payment_method": "bacs", "customer_note": "", "meta_data": [{"id": 1}],
    "line_items": [
        {"id": 315, "name": "Tea", "product_id": 93, "variation_id": 0, "quantity": 2, "tax_class": "",
         "subtotal": "20.00", "total": "20.00", "sku": "TEA", "price": 10},
        {"id": 316, "name": "Cup", "product_id": 22, "quantity": 1, "subtotal": "5.00", "total": "4.00",
         "sku": "CUP", "price": 4},
    ],
    "shipping_lines": [{"id": 1, "total": "0.00"}],
    "refunds": [{"id": 1, "reason": "", "total": "-4.00"}, {"id": 2, "reason": "", "total": "-1.50"}],
}  # fmt: skip
LINES = "order_id, line_id, customer_ref, email, ordered_at::varchar, sku, quantity, unit_price, order_total"


def test_shopify_orders_become_their_lines(office: Any) -> None:
    office.drop("orders.json", json.dumps({"orders": [SHOPIFY]}))
    entry = office.run()["orders.json"].entry
    assert (entry.preset, entry.records, entry.accepted) == ("shopify/order_documents", 2, 2)
    order = ("#1001", "207119551", "ann@example.com", "2026-01-05 10:00:00")
    assert office.rows(LINES, "order_lines") == [
        ("#1001", "11", *order[1:], "TEA", 2, 10, 25),
        ("#1001", "12", *order[1:], "CUP", 1, 5, 25),
    ]
    assert "line_items.tax_lines" not in entry.message
    assert "shipping_lines" in entry.message


def test_an_order_in_both_of_shopify_s_exports_counts_once(office: Any) -> None:
    header = "Name,Email,Created at,Total,Lineitem quantity,Lineitem price,Lineitem sku,Financial Status\n"
    office.drop("a.csv", header + "#1001,ann@example.com,2026-01-05 10:00:00,25.00,3,10.00,TEA,paid\n")
    office.drop("b.json", json.dumps([SHOPIFY]))
    assert {each.entry.system for each in office.run().values()} == {"shopify"}
    assert office.rows("distinct order_id", "order_lines") == [("#1001",)]


@pytest.mark.parametrize("packed", [lambda one: json.dumps([one]), lambda one: json.dumps(one) + "\n"])
def test_woocommerce_orders_become_their_lines(office: Any, packed: Callable[[Any], str]) -> None:
    office.drop("woo.json", packed(WOO))
    entry = office.run()["woo.json"].entry
    assert (entry.preset, entry.accepted, entry.quarantined) == ("woocommerce/order_documents", 2, 0)
    assert office.rows(f"{LINES}, refunded", "order_lines") == [
        ("727", "315", None, "bo@example.com", "2026-01-05 10:00:00", "TEA", 2, 10, 24, 5.5),
        ("727", "316", None, "bo@example.com", "2026-01-05 10:00:00", "CUP", 1, 4, 24, 5.5),
    ]
    assert "refunds" not in entry.message
    assert "meta_data, shipping_lines" in entry.message


def test_an_order_without_lines_is_set_aside_and_said_to_be(office: Any) -> None:
    office.drop("woo.json", json.dumps([WOO, WOO | {"id": 728, "number": "728", "line_items": []}]))
    entry = office.run()["woo.json"].entry
    assert (entry.records, entry.accepted, entry.quarantined) == (3, 2, 1)
    assert [(line, code) for line, _, code in office.quarantine()] == [(3, "missing_required")]


def test_any_shop_s_own_lines(office: Any) -> None:
    own = {"order_no": "A1", "order_date": "2026-01-05", "customer": "王芳"}
    lines = [{"sku": "T", "qty": 2, "unit_price": 5}, {"sku": "C", "qty": 1, "unit_price": 9}]
    office.drop(
        "own.json", json.dumps([own | {"items": lines}, own | {"order_no": "A2", "items": lines[:1]}])
    )
    assert office.run()["own.json"].entry.preset == "generic/order_lines"
    assert office.rows("order_id, sku, quantity", "order_lines") == [
        ("A1", "C", 1),
        ("A1", "T", 2),
        ("A2", "T", 2),
    ]


def test_a_list_that_nobody_knows_stays_text(file: Write) -> None:
    ann = '{"name": "Ann", "tags": ["a"], "visits": [{"on": "2026-01-05", "cost": 1.10}]}'
    export = read(file(f'[{ann}, {{"name": "Bo"}}]', "people.json"))
    assert export.header == ("name", "tags", "visits")
    assert next(iter(export.rows())) == ("Ann", '["a"]', '[{"on": "2026-01-05", "cost": 1.10}]')
    assert ["visits" in note and "JSON text" in note for note in export.counts.notes] == [True]


def test_broken_lines_keep_their_place_among_the_rows(file: Write) -> None:
    text = json.dumps(WOO) + "\n{broken\n" + json.dumps(WOO) + "\n"
    export = read(file(text, "woo.jsonl"))
    assert len(list(export.rows())) == 4
    assert [each.line for each in export.quarantined] == [3]
    assert export.counts.records == 5


def test_one_order_alone_is_an_order(file: Write) -> None:
    for text in (json.dumps(WOO), json.dumps(WOO, indent=1)):
        assert len(list(read(file(text, "woo.json")).rows())) == 2
