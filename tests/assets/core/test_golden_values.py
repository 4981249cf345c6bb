"""Survivorship: each field from one record by a named rule, an address from one record as a whole."""

from itertools import permutations
from typing import Any

import pandas as pd
import pytest

from assets.core.field_trust import field_trust
from assets.queries import query_text
from warehouse import DuckDBWarehouse
from warehouse.workspace import Settings, Workspace

TEXTS = """
object record_id account_ref company address city region country postal_code national_id gender owner level
"""
PEOPLE = {
    **dict.fromkeys(TEXTS.split(), "str"),
    "source_channel": "str",
    "birth_on": "object",
    "created_at": "datetime64[us]",
    "modified_at": "datetime64[us]",
}
RECORDS = ("person_key", "system", "object", "name", "email", "phone")
OLD, NEW = pd.Timestamp("2025-01-01"), pd.Timestamp("2026-01-01")


def record(key: str, system: str = "crm", **facts: Any) -> dict[str, Any]:
    return {"person_key": key, "system": system, "object": "customers", "modified_at": NEW, **facts}


@pytest.fixture
def golden(tmp_path):
    """The golden customer of records that are all one person, and each field's source and rule."""

    def make(
        *records: dict[str, Any], settings: Settings | None = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        warehouse = DuckDBWarehouse()
        frame = pd.DataFrame(list(records))
        people = frame.reindex(columns=["person_key", *PEOPLE]).astype(PEOPLE)
        people["birth_on"] = pd.to_datetime(people["birth_on"])
        warehouse.write("core.people", people[people["object"] == "customers"])
        named = frame.reindex(columns=list(RECORDS)).astype("str")
        warehouse.write("core.normalised_records", named)
        warehouse.write("core.identities", frame[["person_key"]].assign(customer_id="C000000001"))
        sources = pd.DataFrame({"system": sorted(set(frame["system"])), "trust": 0})
        for place, system in enumerate(reversed((settings or Settings()).source_trust), start=1):
            sources.loc[sources["system"] == system, "trust"] = place
        warehouse.write("core.field_trust", field_trust(sources, Workspace(tmp_path, settings or Settings())))
        for table in ("people_once", "golden_values", "customers"):
            warehouse.derive(f"core.{table}", query_text(f"core/{table}"))
        customer = warehouse.read("core.customers").astype(object).iloc[0].to_dict()
        values = warehouse.read("core.golden_values")
        return customer, {row.field: (row.person_key, row.rule) for row in values.itertuples()}

    return make


def test_the_newer_value_wins_and_says_so(golden):
    customer, rules = golden(record("a", name="Old", modified_at=OLD), record("b", name="New"))
    assert (customer["name"], customer["name_record"]) == ("New", "b")
    assert rules["name"] == ("b", "recency")


def test_a_trusted_source_wins_over_a_newer_one(golden):
    trusting = Settings(source_trust=("crm", "shop"))
    old, new = record("a", name="Trusted", modified_at=OLD), record("b", "shop", name="Newer")
    assert golden(old, new, settings=trusting)[1]["name"] == ("a", "trust")
    assert golden(old, new)[1]["name"] == ("b", "recency")


def test_trust_can_differ_by_field(golden):
    trusting = Settings(source_trust=("crm",), field_trust={"phone": ("shop",)})
    crm = record("a", name="From CRM", phone="+15550100001")
    shop = record("b", "shop", name="From shop", phone="+15550100002")
    customer, rules = golden(crm, shop, settings=trusting)
    assert (customer["name"], customer["phone"]) == ("From CRM", "+15550100002")
    assert rules["phone"] == ("b", "trust")


def test_an_address_stays_whole_and_the_fuller_one_wins(golden):
    full = record("a", address="1 Sample St", city="Sampleton", postal_code="11111", modified_at=OLD)
    customer, rules = golden(full, record("b", city="Elsewhere", country="Nowhere"))
    assert (customer["city"], customer["postal_code"], customer["country"]) == ("Sampleton", "11111", None)
    assert rules["address"] == ("a", "completeness")
    assert customer["address_record"] == "a"


def test_a_valid_value_wins_over_a_newer_invalid_one(golden):
    customer, rules = golden(record("a", name="Ada", modified_at=OLD), record("b", name="ada99@"))
    assert customer["name"] == "Ada"
    assert rules["name"] == ("a", "validity")


def test_what_nobody_disputes_is_undisputed(golden):
    _, rules = golden(record("a", email="x@example.com"), record("b", email="x@example.com"))
    assert rules["email"][1] == "undisputed"


def test_no_order_of_records_changes_a_tie(golden):
    records = [record("a", name="One", level="A"), record("b", name="Two"), record("c", "shop", name="Three")]
    found = [golden(*order) for order in permutations(records)]
    assert all(one == found[0] for one in found)


def test_a_single_record_is_its_own_source(golden):
    customer, rules = golden(record("a", name="Ada", city="Sampleton"))
    assert (customer["name_record"], customer["email_record"], customer["city"]) == ("a", None, "Sampleton")
    assert not rules
