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


ORDERS = """
select
    order_id, customer_id, kind, is_wholesale, channel, items,
    case when kind = 'cancelled' then cancelled_on::date end as cancelled_on,
    ordered_at::timestamp as ordered_at, ordered_at::date as ordered_on,
    gross_amount::decimal(18, 2) as gross_amount, discount_amount::decimal(18, 2) as discount_amount,
    (undated_refund_amount + dated_refund)::decimal(18, 2) as refunded_amount,
    undated_refund_amount::decimal(18, 2) as undated_refund_amount,
    case when dated_refund > 0 then [
        {'paid_on': paid_on::date, 'amount': dated_refund::decimal(18, 2)}
    ] end as refunds,
    (gross_amount - discount_amount - undated_refund_amount - dated_refund)::decimal(18, 2) as amount
from staging.orders
"""


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
            "undated_refund_amount": generator.choice([0, 0, 0, 1], 1500),
            "paid_on": moments(generator, 1500).dt.normalize(),
            "dated_refund": generator.choice([0, 0, 2, 3], 1500),
            "cancelled_on": moments(generator, 1500, 0.3).dt.normalize(),
        }
    )
    orders["paid_on"] = orders[["paid_on", "ordered_at"]].max(axis=1).dt.normalize()
    orders["gross_amount"] *= np.where(orders["kind"] == "return", -1, 1)
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
    if "paid_on" in kept:
        kept["dated_refund"] = kept["dated_refund"].mask(kept["paid_on"] >= pd.Timestamp(DAY), 0)
    return kept


def unsettled(table: pd.DataFrame) -> pd.DataFrame:
    """Orders before they were cancelled, and without refunds that have no day and may have come later."""
    if "undated_refund_amount" not in table:
        return table
    is_young = table["ordered_at"].dt.normalize() >= pd.Timestamp(DAY) - pd.Timedelta(days=60)
    is_sale = (table["kind"] == "cancelled") & (table["cancelled_on"] >= pd.Timestamp(DAY))
    return table.assign(
        kind=table["kind"].mask(is_sale, "sale"),
        undated_refund_amount=table["undated_refund_amount"].mask(is_young, 0),
    )


def loaded(tables: dict[str, pd.DataFrame]) -> DuckDBWarehouse:
    warehouse = DuckDBWarehouse()
    for name, frame in tables.items():
        warehouse.write(f"staging.{name}", frame)
        warehouse.derive(f"core.{name}", f"select * from staging.{name}")
    warehouse.derive("core.orders", ORDERS)
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
PAST = ("mart.features",)
"""What models are asked by at past days too."""


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


def test_later_cancellations_and_refunds_without_a_day_teach_no_feature():
    tables = core_tables(1)
    marks = [
        [derived({name: change(table) for name, table in tables.items()})[table] for table in PAST]
        for change in (lambda table: table, unsettled)
    ]
    assert marks[0] == marks[1]
    assert not tables["orders"].equals(unsettled(tables["orders"]))


def test_a_refund_of_a_later_day_would_be_found():
    leaking = query_text("mart/rfm").replace("net_before(amount, refunds, $as_of)", "amount")
    assert marks_of(leaking)[0] != marks_of(leaking)[1]


def test_a_planted_leak_is_found():
    """The test itself can fail: a query that looks past the day gives another table."""
    leaking = query_text("mart/rfm").replace("ordered_on < cast($as_of as date)", "true")
    assert marks_of(leaking)[0] != marks_of(leaking)[1]


def marks_of(rfm: str) -> list[tuple[int, str]]:
    """The table of a query, with the future and without."""
    tables, marks = core_tables(1), []
    for one in (tables, {name: truncated(table) for name, table in tables.items()}):
        warehouse = loaded(one)
        warehouse.derive("mart.rfm", rfm, {"as_of": DAY})
        marks.append(warehouse.fingerprint("mart.rfm"))
    return marks
