"""The truth agrees with itself and with what was written."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable
from decimal import Decimal

import pytest

from simulation import Truth
from simulation.parameters import Parameters

Reader = Callable[[str], list[dict[str, str]]]
PROCESS = {"sale", "campaign"}


def test_purchases_of_people_are_their_orders_of_the_process(truth_rows: Reader) -> None:
    kinds, days = defaultdict(Counter), defaultdict(set)
    for row in truth_rows("orders.csv"):
        kinds[row["person_id"]][row["kind"]] += 1
        if row["kind"] in PROCESS:
            days[row["person_id"]].add(row["ordered_on"])
    for person in truth_rows("people.csv"):
        if person["kind"] == "buyer":
            own = kinds[person["person_id"]]
            assert (own["sale"], own["campaign"]) == (int(person["purchases"]), int(person["extra_orders"]))
            assert len(days[person["person_id"]]) == own["sale"] + own["campaign"]
            assert min(days[person["person_id"]]) == person["first_purchase_on"]


def test_there_is_one_wholesale_buyer_and_there_are_tests_returns_and_cancellations(
    truth_rows: Reader,
) -> None:
    kinds = Counter(row["kind"] for row in truth_rows("orders.csv"))
    assert set(kinds) == {"sale", "campaign", "cancelled", "returned", "test", "wholesale"}
    revenue = defaultdict(Decimal)
    for row in truth_rows("orders.csv"):
        revenue[row["person_id"]] += Decimal(row["total"]) - Decimal(row["refunded"])
    buyer = [row["person_id"] for row in truth_rows("people.csv") if row["kind"] == "wholesale"]
    assert [max(revenue, key=revenue.__getitem__)] == buyer
    assert kinds["wholesale"] > 500


def test_orders_are_shared_between_the_two_systems(truth_rows: Reader) -> None:
    systems = Counter(row["system"] for row in truth_rows("orders.csv"))
    assert 0.4 < systems["shopify"] / systems.total() < 0.6


def test_every_written_record_has_its_person(good_rows: Reader, truth_rows: Reader) -> None:
    known = {(row["system"], row["record_id"]) for row in truth_rows("records.csv")}
    written = {("fxiaoke", row["客户编号"]) for row in good_rows("fxiaoke_客户.csv")}
    written |= {("zoho", row["Record Id"]) for row in good_rows("zoho_contacts.csv")}
    written |= {("tickets", row["ticket_id"]) for row in good_rows("tickets.csv")}
    for year in (2023, 2024, 2025, 2026):
        written |= {("shopify", row["Name"]) for row in good_rows(f"shopify_orders_{year}.csv")}
    assert written == known


def test_orders_refer_to_the_cards_of_their_person(good_rows: Reader, truth_rows: Reader) -> None:
    owner = {
        row["record_id"]: row["person_id"] for row in truth_rows("records.csv") if row["system"] == "fxiaoke"
    }
    person = {row["order_id"]: row["person_id"] for row in truth_rows("orders.csv")}
    for row in good_rows("fxiaoke_销售订单_2024.csv"):
        assert owner[row["客户编号"]] == person[row["销售订单编号"]]


def test_complaints_stand_in_the_tickets(good_rows: Reader, truth_rows: Reader) -> None:
    person = {
        row["record_id"]: row["person_id"] for row in truth_rows("records.csv") if row["system"] == "tickets"
    }
    last = {row["person_id"]: row for row in truth_rows("people.csv")}
    after_last = {
        person[row["ticket_id"]]
        for row in good_rows("tickets.csv")
        if row["kind"] == "complaint"
        and row["opened_at"][:10] > last[person[row["ticket_id"]]]["last_purchase_on"]
    }
    assert after_last == {who for who, row in last.items() if row["complained_after_last"] == "1"}


def test_parameters_and_effects_are_written(company: Truth) -> None:
    written = json.loads((company.truth / "parameters.json").read_text(encoding="utf-8"))
    assert written["alpha"] == Parameters.alpha
    assert written["as_of"] == "2026-07-01"
    assert written["campaign_effects"]["C2026-02"]["repeat"]["uplift"] == pytest.approx(0.02, abs=0.002)
    assert written["counts"]["bad rows"] == company.counts["bad rows"]
