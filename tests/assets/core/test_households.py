"""Who lives together stays different people, and who works where is known: households and relations."""

from typing import Any

import pandas as pd
import pytest

from assets.core.households import households
from assets.queries import query_text
from warehouse import DuckDBWarehouse

COLUMNS = ["customer_id", "name", "phone", "email", "address", "city", "postal_code"]


@pytest.fixture
def warehouse(tmp_path: Any) -> DuckDBWarehouse:
    return DuckDBWarehouse(tmp_path / "warehouse.duckdb")


def together(warehouse: DuckDBWarehouse, *people: tuple[str | None, ...]) -> dict[str, tuple[str, str]]:
    """household and what is shared, by customer; people: name, phone, email, address, city."""
    rows = [(f"C{number}", *person, None) for number, person in enumerate(people, start=1)]
    warehouse.write("core.customers", pd.DataFrame(rows, columns=COLUMNS).astype("str"))
    table = households(warehouse=warehouse)
    return {row.customer_id: (row.household_id, row.shared) for row in table.itertuples()}


def test_one_surname_at_one_address_is_a_household(warehouse: DuckDBWarehouse):
    found = together(
        warehouse,
        ("Ann Smith", None, None, "12 Main Street", "Leeds"),
        ("Bob SMITH", None, None, " 12 main street", "leeds"),
        ("Eve Jones", None, None, "12 Main Street", "Leeds"),
        ("Tom Smith", None, None, "14 Main Street", "Leeds"),
    )
    assert found == {"C1": ("H1", "address"), "C2": ("H1", "address")}


def test_a_chinese_surname_and_one_phone_are_a_household(warehouse: DuckDBWarehouse):
    found = together(
        warehouse,
        ("张伟", "13800138001", None, None, None),
        ("张丽", "13800138001", None, None, None),
        ("王芳", "13800138001", None, None, None),
    )
    assert found == {"C1": ("H1", "phone"), "C2": ("H1", "phone")}


def test_address_and_mailbox_connect_three_generations(warehouse: DuckDBWarehouse):
    found = together(
        warehouse,
        ("Ann Smith", None, "smiths@example.com", "12 Main Street", "Leeds"),
        ("Bob Smith", None, None, "12 Main Street", "Leeds"),
        ("Cy Smith", None, "smiths@example.com", None, None),
    )
    assert {home for home, _ in found.values()} == {"H1"}
    assert found["C1"][1] == "address, email"


def test_what_nine_people_of_one_surname_share_is_no_home(warehouse: DuckDBWarehouse):
    assert together(warehouse, *[(f"A{n} Smith", "555 0100", None, None, None) for n in range(9)]) == {}
    assert len(together(warehouse, *[(f"A{n} Smith", "555 0100", None, None, None) for n in range(8)])) == 8


def test_unknown_contacts_connect_nobody(warehouse: DuckDBWarehouse):
    assert (
        together(warehouse, ("Ann Smith", None, None, None, None), ("Bob Smith", None, None, None, None))
        == {}
    )


def test_relations_are_of_home_firm_and_group(warehouse: DuckDBWarehouse):
    homes = pd.DataFrame({"customer_id": ["C1", "C2"], "household_id": "H1", "shared": "phone"})
    contacts = pd.DataFrame(
        [("C1", "fx|1", "CEO"), ("C1", "fx|2", "Chair"), ("C2", "fx|3", "CTO")],
        columns=["customer_id", "account_id", "title"],
    )
    firms = pd.DataFrame(
        [("fx|1", "fx|9"), ("fx|2", "fx|9"), ("fx|3", None), ("fx|9", None)],
        columns=["account_id", "parent_id"],
    )
    warehouse.write("core.households", homes.astype("str"))
    warehouse.write("core.account_contacts", contacts.astype("str"))
    warehouse.write("core.accounts", firms.astype("str"))
    warehouse.derive("core.relations", query_text("core/relations"))
    table = warehouse.read("core.relations").sort_values(["customer_id", "relation", "related_id"])
    assert [*table.itertuples(index=False, name=None)] == [
        ("C1", "contact", "fx|1", "CEO"),
        ("C1", "contact", "fx|2", "Chair"),
        ("C1", "group", "fx|9", "CEO"),
        ("C1", "household", "H1", "phone"),
        ("C2", "contact", "fx|3", "CTO"),
        ("C2", "household", "H1", "phone"),
    ]


@pytest.mark.parametrize("name", ["Smith, Bob", "Bob Smith Jr.", "Mr. Bob SMITH", "SMITH, Bob (remark)"])
def test_a_surname_is_found_however_the_name_is_written(warehouse: DuckDBWarehouse, name: str):
    found = together(
        warehouse,
        ("Ann Smith", "13800138001", None, None, None),
        (name, "13800138001", None, None, None),
        ("Bob Jones", "13800138001", None, None, None),
    )
    assert found == {"C1": ("H1", "phone"), "C2": ("H1", "phone")}


def test_people_without_a_name_share_no_surname(warehouse: DuckDBWarehouse):
    assert (
        together(warehouse, (None, "13800138001", None, None, None), (None, "13800138001", None, None, None))
        == {}
    )
