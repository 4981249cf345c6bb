"""No leak: delete everything on or after the day, derive again, and nothing may differ.

Every query of the night that takes `$as_of` and reads core tables, or tables derived so, is held to this.
"""

import datetime as dt

import dagster as dg
import numpy as np
import pandas as pd
import pytest

from assets.queries import query_text
from pipelines.sql import REPORTING_DAY, Query, queries
from warehouse import DuckDBWarehouse
from warehouse.workspace import Settings

DAY = dt.date(2026, 3, 1)
START = pd.Timestamp("2025-01-01")


def moments(generator: np.random.Generator, rows: int, missing: float = 0.0) -> pd.Series:
    found = pd.Series(START + pd.to_timedelta(generator.integers(0, 540 * 86400, rows), unit="s"))
    return found.mask(generator.random(rows) < missing)


def core_tables(seed: int) -> dict[str, pd.DataFrame]:
    generator = np.random.default_rng(seed)
    people = [f"C{number:03d}" for number in range(120)]
    orders = pd.DataFrame(
        {
            "order_id": [f"shop|{number}" for number in range(1500)],
            "customer_id": generator.choice([*people, None], 1500),
            "ordered_at": moments(generator, 1500),
            "kind": generator.choice(
                ["sale", "return", "cancelled", "test"], 1500, p=[0.85, 0.08, 0.04, 0.03]
            ),
            "is_wholesale": generator.random(1500) < 0.01,
            "channel": generator.choice(["shop", "web", None], 1500),
            "items": generator.integers(0, 5, 1500),
            "gross_amount": generator.integers(1, 400, 1500),
            "discount_amount": 0,
            "refunded_amount": generator.choice([0, 0, 0, 1], 1500),
        }
    )
    orders["gross_amount"] *= np.where(orders["kind"] == "return", -1, 1)
    orders["amount"] = orders["gross_amount"] - orders["refunded_amount"]
    tickets = pd.DataFrame(
        {
            "ticket_id": range(300),
            "customer_id": generator.choice([*people, None], 300),
            "opened_at": moments(generator, 300),
            "closed_at": moments(generator, 300, 0.5),
            "is_complaint": generator.random(300) < 0.4,
        }
    )
    members = pd.DataFrame(
        {
            "campaign_id": generator.choice(["k1", "k2", "k3"], 300),
            "campaign_name": "a campaign",
            "channel": "email",
            "offer": generator.choice(["voucher", "newsletter"], 300),
            "customer_id": generator.choice(people, 300),
            "is_control": generator.random(300) < 0.5,
            "sent_at": moments(generator, 300),
            **{name: moments(generator, 300, 0.5) for name in ("opened_at", "clicked_at", "unsubscribed_at")},
            "cost": 1.5,
        }
    )
    return {"orders": orders, "tickets": tickets, "campaign_members": members}


def truncated(table: pd.DataFrame) -> pd.DataFrame:
    """Without the rows, and without the later moments of earlier rows, from the day on."""
    first = next(name for name in ("ordered_at", "sent_at", "opened_at") if name in table)
    kept = table[table[first] < pd.Timestamp(DAY)].copy()
    for name in set(table) & {"opened_at", "clicked_at", "unsubscribed_at", "closed_at"} - {first}:
        kept[name] = kept[name].mask(kept[name] >= pd.Timestamp(DAY))
    return kept


def loaded(tables: dict[str, pd.DataFrame]) -> DuckDBWarehouse:
    warehouse = DuckDBWarehouse()
    for name, frame in tables.items():
        warehouse.write(f"staging.{name}", frame)
        warehouse.derive(f"core.{name}", f"select * from staging.{name}")
    money = ", ".join(
        f"{name}::decimal(18, 2) as {name}" for name in tables["orders"] if name.endswith("amount")
    )
    days = "ordered_at::timestamp as ordered_at, ordered_at::date as ordered_on"
    others = "order_id, customer_id, kind, is_wholesale, channel, items"
    warehouse.derive("core.orders", f"select {others}, {days}, {money} from staging.orders")
    return warehouse


def features() -> list[Query]:
    """The as-of queries over core tables, each after those it reads."""
    known = {dg.AssetKey(["core", name]) for name in core_tables(0)} | {REPORTING_DAY}
    waiting = [query for query in queries() if "as_of" in query.parameters]
    found: list[Query] = []
    while ready := [query for query in waiting if query.dependencies <= known]:
        found += ready
        known |= {query.key for query in ready}
        waiting = [query for query in waiting if query not in ready]
    return found


FEATURES = features()


def derived(tables: dict[str, pd.DataFrame]) -> dict[str, tuple[int, str]]:
    warehouse = loaded(tables)
    settings = Settings()
    for query in FEATURES:
        values = {name: DAY if name == "as_of" else getattr(settings, name) for name in query.parameters}
        warehouse.derive(".".join(query.key.path), query.text, values)
    return {".".join(query.key.path): warehouse.fingerprint(".".join(query.key.path)) for query in FEATURES}


def test_the_tables_that_feed_the_models_are_among_them():
    names = {query.key.path[-1] for query in FEATURES}
    assert {"features", "purchase_history", "purchase_days", "rfm"} <= names


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_deleting_the_future_changes_no_feature(seed: int):
    tables = core_tables(seed)
    now, alone = derived(tables), derived({name: truncated(table) for name, table in tables.items()})
    assert now == alone
    assert all(rows for rows, _ in now.values())


def test_a_planted_leak_is_found():
    """The test itself can fail: a query that looks past the day gives another table."""
    leaking = query_text("mart/rfm").replace("ordered_on < cast($as_of as date)", "true")
    tables = core_tables(1)
    marks = []
    for one in (tables, {name: truncated(table) for name, table in tables.items()}):
        warehouse = loaded(one)
        warehouse.derive("mart.rfm", leaking, {"as_of": DAY})
        marks.append(warehouse.fingerprint("mart.rfm"))
    assert marks[0] != marks[1]
