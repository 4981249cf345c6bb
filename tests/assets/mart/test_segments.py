"""The shipped recipes compile against the portrait and choose whom they say they choose."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
import sqlglot
import yaml

from assets.mart.segment_members import segment_members
from assets.mart.segments import segments
from warehouse import DuckDBWarehouse
from warehouse.rules import load_segments
from warehouse.workspace import Settings, Workspace

TESTS = Path(__file__).parents[2]
COLUMNS = yaml.safe_load((TESTS / "app" / "portrait.yaml").read_text("utf-8"))
PORTRAIT: dict[str, str] = {name: kind for kind, names in COLUMNS.items() for name in names}
RECIPES = TESTS.parent / "app" / "template" / "segments"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "segments").symlink_to(RECIPES)
    return Workspace(tmp_path, Settings())


@pytest.fixture
def warehouse() -> Iterator[DuckDBWarehouse]:
    made = DuckDBWarehouse()
    columns = ", ".join(f"{name} {kind}" for name, kind in PORTRAIT.items())
    made.connection.execute(f"create schema mart; create table mart.portrait ({columns})")
    yield made
    made.close()


def add(warehouse: DuckDBWarehouse, customer_id: str, **known: Any) -> None:
    row = {"customer_id": customer_id, "is_wholesale": False, **known}
    marks = ", ".join("?" * len(row))
    warehouse.connection.execute(
        f"insert into mart.portrait ({', '.join(row)}) values ({marks})", list(row.values())
    )


def materialised(warehouse: DuckDBWarehouse, workspace: Workspace) -> set[tuple[str, str]]:
    segment_members(warehouse, workspace)
    rows = warehouse.read("mart.segment_members").itertuples()
    return {(str(row.segment), str(row.customer_id)) for row in rows}


def test_the_recipes_choose_whom_they_say(warehouse: DuckDBWarehouse, workspace: Workspace) -> None:
    regular = {
        "stage": "regular",
        "total_clv": 900.0,
        "revenue_365": 900,
        "recency_days": 100,
        "tenure_days": 500,
    }
    add(warehouse, "vip", **regular, gap_ratio=3.0)
    add(warehouse, "angry vip", **regular, gap_ratio=3.0, days_since_complaint=3)
    add(warehouse, "reseller", **{**regular, "is_wholesale": True}, gap_ratio=3.0)
    add(
        warehouse, "gone", stage="repeat", total_clv=5.0, recency_days=300, consent_email=True, email="a@b.cn"
    )
    add(warehouse, "novice", stage="first_order", total_clv=4.0, recency_days=5, tenure_days=5)
    add(warehouse, "second", stage="first_order", total_clv=3.0, recency_days=40, tenure_days=40)
    add(warehouse, "champion", stage="regular", r=5, f=5, m=5, recency_days=2, total_clv=2.0, revenue_365=10)
    for number in range(8):
        add(warehouse, f"prospect {number}", stage="prospect", total_clv=0.0, revenue_365=0)
    found = materialised(warehouse, workspace)
    assert found == {
        ("vip_at_risk", "vip"), ("big_spenders", "vip"), ("big_spenders", "angry vip"),
        ("complaint_open_care", "angry vip"), ("win_back", "gone"), ("sleeping_with_consent", "gone"),
        ("newsletter_reachable", "gone"), ("new_customers", "novice"), ("second_purchase_due", "second"),
        ("champions", "champion"),
    }  # fmt: skip


def test_every_segment_is_described_even_without_members(
    warehouse: DuckDBWarehouse, workspace: Workspace
) -> None:
    add(warehouse, "gone", stage="repeat", recency_days=300)
    materialised(warehouse, workspace)
    table = segments(warehouse, workspace)
    assert len(table) == 10
    assert table["members"].sum() == 1
    assert table.set_index("segment").loc["win_back", "share"] == 1.0
    assert not table.isna().any(axis=None)
    assert table["name_zh"].is_unique


def test_both_tables_are_assets_of_the_mart() -> None:
    keys = {key.to_user_string() for asset in (segments, segment_members) for key in asset.keys}
    assert keys == {"mart/segments", "mart/segment_members"}
    assert isinstance(segments, dg.AssetsDefinition)


@pytest.mark.parametrize("file", sorted(RECIPES.glob("*.yaml")), ids=lambda file: file.stem)
def test_a_recipe_is_valid(file: Path) -> None:
    known = {other.stem: yaml.safe_load(other.read_text("utf-8")) for other in RECIPES.glob("*.yaml")}
    assert load_segments(known, PORTRAIT)[file.stem].owner


def test_the_portrait_has_the_columns_that_recipes_and_commands_use() -> None:
    query = (TESTS.parent / "assets" / "mart" / "portrait.sql").read_text("utf-8")
    assert set(PORTRAIT) <= set(sqlglot.parse_one(query, read="duckdb").named_selects)


def test_days_in_rules_are_days() -> None:
    source = yaml.safe_load((RECIPES / "champions.yaml").read_text("utf-8"))
    made = load_segments({"x": {**source, "rule": {"last_on": {"at_least": dt.date(2026, 1, 1)}}}}, PORTRAIT)
    assert made["x"].rule
