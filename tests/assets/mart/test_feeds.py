"""Every feed says what serves, how fresh it is, and what it waits for."""

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from assets.mart.feeds import feeds
from assets.raw.exports import exports
from assets.raw.revisions import revisions
from sources import ingest
from warehouse import DuckDBWarehouse
from warehouse.workspace import Workspace

ORDERS = "Order Id,Order Date,Amount,Customer Id,Email\n"
DAYS = [dt.date(2026, 1, 5) + dt.timedelta(days=day) for day in range(40) if day % 7 < 5]


def bare(asset: Any, **resources: Any) -> pd.DataFrame:
    found: pd.DataFrame = asset.op.compute_fn.decorated_fn(**resources)
    return found


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    """Forty days of orders and two exports of customers."""
    (tmp_path / "inbox").mkdir()
    (tmp_path / "regulars.toml").write_text("", "utf-8")
    for day in DAYS:
        (tmp_path / "inbox" / f"{day}.csv").write_text(f"{ORDERS}{day},{day},1,c,\n", "utf-8")
    people = [f"K{n},王,1381234{n:04}\n" for n in range(30)]
    for name, count in (("k1", 29), ("k2", 30)):
        text = "客户编号,客户名称,电话\n" + "".join(people[:count])
        (tmp_path / "inbox" / f"{name}.csv").write_text(text, "utf-8")
    return Workspace.open(tmp_path)


def table(shop: Workspace, as_of: dt.date) -> dict[str, Any]:
    """The feeds on a day, by their presets."""
    reports = ingest(shop.inbox, shop.lake, feeds=shop.feeds(), answers=shop.answers())
    warehouse = DuckDBWarehouse()
    warehouse.write("raw.inbox", pd.DataFrame({"file_id": [each.entry.file_id for each in reports]}))
    warehouse.write("raw.exports", bare(exports, warehouse=warehouse, workspace=shop))
    warehouse.write("raw.revisions", bare(revisions, workspace=shop))
    warehouse.write("core.reporting_day", pd.DataFrame({"as_of": pd.to_datetime([as_of])}))
    found = bare(feeds, warehouse=warehouse, workspace=shop)
    return {row.feed: row for row in found.itertuples()}


def test_fresh_late_and_kinds(shop: Workspace) -> None:
    (people, orders) = sorted(
        table(shop, DAYS[-1] + dt.timedelta(days=1)).values(), key=lambda row: row.object
    )
    assert (orders.state, orders.kind, orders.behind_days, orders.quiet_days) == ("current", "periods", 0, 0)
    assert (people.state, people.kind, people.served_file) == ("current", "full", "k2.csv")
    late = table(shop, DAYS[-1] + dt.timedelta(days=7))["generic/orders"]
    assert (late.state, late.behind_days, late.served_file) == ("late", 4, f"{DAYS[-1]}.csv")
    (shop.home / "feeds.yaml").write_text(
        "generic/orders: {late_after: 9, required: true, kind: delta}\n", "utf-8"
    )
    declared = table(shop, DAYS[-1] + dt.timedelta(days=7))["generic/orders"]
    assert (declared.state, declared.kind, declared.is_required) == ("current", "delta", True)


def test_a_waiting_file_freezes_its_feed_until_it_is_gone(shop: Workspace) -> None:
    broken = shop.inbox / "broken.csv"
    broken.write_text("Order Id,Order Date,Customer Id,Email\n2,2026-02-16,c,\n", "utf-8")
    frozen = table(shop, DAYS[-1] + dt.timedelta(days=1))["generic/orders"]
    assert (frozen.state, frozen.waiting_file, frozen.served_file) == (
        "frozen",
        "broken.csv",
        f"{DAYS[-1]}.csv",
    )
    assert "broken.csv" in frozen.sentence_en
    assert "broken.csv" in frozen.sentence_zh
    broken.unlink()
    assert table(shop, DAYS[-1] + dt.timedelta(days=1))["generic/orders"].state == "current"


def test_an_empty_export_keeps_the_last_load(shop: Workspace) -> None:
    (shop.inbox / "z.csv").write_text(ORDERS, "utf-8")
    empty = table(shop, DAYS[-1] + dt.timedelta(days=1))["generic/orders"]
    assert (empty.state, empty.served_file) == ("empty", f"{DAYS[-1]}.csv")
    (shop.home / "feeds.yaml").write_text("generic/orders: {kind: delta}\n", "utf-8")
    assert table(shop, DAYS[-1] + dt.timedelta(days=1))["generic/orders"].state == "current"


def test_a_declared_feed_that_never_came_is_missing(shop: Workspace) -> None:
    (shop.home / "feeds.yaml").write_text("zoho/deals: {required: true}\n", "utf-8")
    row = table(shop, DAYS[-1] + dt.timedelta(days=1))["zoho/deals"]
    assert (row.state, row.is_required, row.files, row.object) == ("missing", True, 0, "deals")
    assert "feeds.yaml" in row.sentence_en
    assert "feeds.yaml" in row.sentence_zh


def test_the_business_days_without_a_record_are_named(shop: Workspace) -> None:
    for day in DAYS[20:22]:
        (shop.inbox / f"{day}.csv").unlink()
    row = table(shop, DAYS[-1] + dt.timedelta(days=1))["generic/orders"]
    assert (row.quiet_days, row.quiet_on) == (2, f"{DAYS[20]}, {DAYS[21]}")


def test_exports_without_dates_are_late_when_the_others_go_on(shop: Workspace) -> None:
    """Customers came beside the orders of three Fridays, and then no more."""
    late = [*shop.inbox.glob("2026*.csv")]
    held = {path: path.read_text("utf-8") for path in late}
    for path in [*late, *shop.inbox.glob("k*.csv")]:
        path.unlink()
    for week in range(3):
        for day in DAYS[5 * week : 5 * week + 5]:
            path = shop.inbox / f"{day}.csv"
            path.write_text(held[path], "utf-8")
        table(shop, DAYS[5 * week + 4] + dt.timedelta(days=1))
        people = "".join(f"K{n},王,1381234{n:04}\n" for n in range(30 + week))
        (shop.inbox / f"people{week}.csv").write_text("客户编号,客户名称,电话\n" + people, "utf-8")
        feed = table(shop, DAYS[5 * week + 4] + dt.timedelta(days=1))
    (people,) = (row for row in feed.values() if row.object == "customers")
    assert (people.state, people.behind_days, people.allowed_days) == ("current", 0, 5)
    for day in DAYS[15:22]:
        path = shop.inbox / f"{day}.csv"
        path.write_text(held[path], "utf-8")
    (people,) = (r for r in table(shop, DAYS[21] + dt.timedelta(days=1)).values() if r.object == "customers")
    assert (people.state, people.behind_days) == ("late", 7)
