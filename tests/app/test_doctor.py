"""`doctor`: rates, feeds, receipts and models are looked at, each with what to do."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
from typer.testing import Result

from app.finding import Finding
from app.health import findings
from warehouse import DuckDBWarehouse, lists, receipts, snapshots
from warehouse.registry import Card, Registry
from warehouse.workspace import Workspace

Run = Callable[..., Result]
ORDERS = """
select 'EUR' as currency, 'unconverted' as kind, timestamp '2026-06-30' as ordered_at
union all select 'CNY', 'sale', timestamp '2026-06-30'
"""
RATES = "select 'USD' as currency, date '2026-06-29' as on_day"
FEEDS = """
select 'generic/orders' as feed, 'late' as state, true as is_required, 'Nothing since Monday.' as sentence_en,
    '周一后无新数据。' as sentence_zh
union all select 'generic/staff', 'current', false, 'Up to date.', '已更新。'
"""
DECISIONS = """
select 'D00001' as decision, 'a' as key_a, 'b' as key_b, true as stands
union all select 'never-1', 'a', null, true
union all select 'D00002', null, null, false
"""
PREDICTIONS = "select 'C1' as customer_id, 0.5 as churn"


@pytest.fixture
def night(home: Path) -> Path:
    """A published night with receipts, foreign money and a late feed."""
    workspace, warehouse = Workspace.open(home), DuckDBWarehouse()
    tables = {"core.orders": ORDERS, "core.exchange_rates": RATES, "mart.feeds": FEEDS}
    tables["core.decisions"] = DECISIONS
    for name, query in (tables | {"mart.predictions": PREDICTIONS}).items():
        warehouse.derive(name, query)
    page = {"report.html": "x"}
    for day in (2, 3):
        published = snapshots.publish(workspace, warehouse, warehouse.tables(), page, dt.date(2026, 7, day))
        receipts.keep(workspace, warehouse, published)
    warehouse.close()
    (home / "inbox" / "orders.csv").write_text("a,b\n", "utf-8")
    return home


def found(home: Path) -> dict[str, Finding]:
    return {one.name.split()[0]: one for one in findings(home)}


def test_late_feeds_and_money_without_a_rate(regulars: Run, night: Path) -> None:
    (night / "rates.csv").write_text("date,currency,rate\n2026-01-05,usd,7.1\n", "utf-8")
    feeds, rates = found(night)["feeds"], found(night)["exchange"]
    assert (int(feeds.code), feeds.fix) == (69, "generic/orders: Nothing since Monday. 周一后无新数据。")
    assert "1 orders in EUR (2026-06-30 to 2026-06-30) count in no sum" in rates.fix
    assert "The newest rate of USD is of 2026-01-05, but it is used until 2026-06-29" in rates.fix
    assert int(rates.code) == 0
    shown = regulars("doctor", "--home", night).output
    assert "! exchange rates" in shown
    assert "✗ feeds" in shown
    (night / "rates.csv").write_text("date,currency,rate\n2026-05-05,USD,7.1\n", "utf-8")
    assert "USD" not in found(night)["exchange"].fix


@pytest.mark.parametrize(
    "row", ["2026-01-05,USD,0", "5.1.2026,USD,7", "2026-01-05,,7", "2026-01-05,USD", ",USD,7"]
)
def test_rates_that_cannot_be_read_name_their_line(night: Path, row: str) -> None:
    (night / "rates.csv").write_text(f"date,currency,rate\n2026-01-05,USD,7.1\n{row}\n", "utf-8")
    rates = found(night)["exchange"]
    assert int(rates.code) == 78
    assert "rates.csv, line 3" in rates.detail


def test_a_changed_receipt_shows(night: Path) -> None:
    first, second = receipts.receipts(Workspace.open(night))
    assert found(night)["receipts"].detail.startswith("2 nights")
    account = night / "store" / "receipts" / first.snapshot / receipts.ACCOUNT
    account.write_text(json.dumps(json.loads(account.read_text()) | {"rows": 5}, indent=1) + "\n", "utf-8")
    assert second.snapshot in found(night)["receipts"].detail
    (account.parent / receipts.ROWS).write_bytes(b"other")
    receipt = found(night)["receipts"]
    assert int(receipt.code) == 65
    assert first.snapshot in receipt.detail
    assert "backup" in receipt.fix


def test_a_changed_list_is_named(regulars: Run, night: Path) -> None:
    workspace = Workspace.open(night)
    said = pa.table({"customer_id": ["C1"], "churn_probability": [0.4], "churn_days": [90]})
    kept = lists.keep(workspace, said, "night", dt.date(2026, 7, 3), "at_risk", "email", "hash")
    assert found(night)["exported"].detail.startswith("1 lists")
    lists.predictions(workspace, kept).write_bytes(b"other")
    changed = found(night)["exported"]
    assert (int(changed.code), changed.detail.split()[0]) == (65, kept.name)
    assert kept.name in changed.fix
    assert kept.name in regulars("doctor", "--home", night, "--json").output


def test_a_damaged_model_shows(night: Path) -> None:
    registry = Registry(Workspace.open(night), "churn")
    card = Card("churn", "", dt.date(2026, 7, 1), "d", "c", "l", 1, {}, 10, {})
    registry.register(card, {"model.json": b"{}"})
    assert found(night)["models"].detail.startswith("1 versions")
    (registry.folder / "v0001" / "model.json").write_bytes(b"{ }")
    assert (int(found(night)["models"].code), found(night)["models"].detail.split()[0]) == (65, "churn/v0001")
    (registry.folder / "v0001" / "card.json").write_text("{", "utf-8")
    assert int(found(night)["models"].code) == 65


@pytest.mark.parametrize(
    ("file", "content", "named"),
    [
        ("presets/own.yaml", "extends: generic/orderz", "unknown preset generic/orderz"),
        ("presets/own.yaml", "system: a", "object is missing"),
        ("feeds.yaml", "generic/orderz: {kind: full}", "no preset generic/orderz"),
        ("feeds.yaml", "generic/orders: {kind: whole}", "kind is full or delta"),
        ("answers.yaml", "a.csv: {preset: nonsense}", "preset cannot be nonsense"),
    ],
)
def test_what_a_company_wrote_itself(night: Path, file: str, content: str, named: str) -> None:
    (night / file).write_text(content, "utf-8")
    assert named in found(night)["presets,"].detail
    assert int(found(night)["presets,"].code) == 78


def test_a_decision_on_a_record_that_is_not_there(night: Path) -> None:
    found_one = found(night)["decisions"]
    assert (int(found_one.code), found_one.detail) == (0, "1 of 2 have no effect 未生效")
    assert found_one.fix.startswith("never-1: a record of the pair is in no export")
