"""Movement between two nights: the parts sum to the difference, and each cause is named for what it is."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from assets.mart.movement_steps import NEEDED
from assets.mart.movement_steps import movement_steps as movement_asset
from assets.mart.scheme_cells import scheme_cells as cells_asset
from assets.queries import query_text
from warehouse import DuckDBWarehouse, snapshots
from warehouse.workspace import Settings, Workspace

SINCE, NOW = dt.date(2026, 6, 1), dt.date(2026, 7, 1)
COLUMNS = ["order_id", "customer_id", "ordered_on", "kind", "amount"]
BECOMES = """
select
    order_id, customer_id, ordered_on::date as ordered_on, kind, amount::decimal(18, 2) as amount,
    amount::decimal(18, 2) as gross_amount, 0::decimal(18, 2) as discount_amount,
    null::struct(paid_on date, amount decimal(18, 2))[] as refunds, null::date as cancelled_on
from staging.orders
"""


def history(seed: int, customers: int = 300, rows: int = 1500) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "order_id": [f"o{number}" for number in range(rows)],
            "customer_id": [f"C{number:03d}" for number in draw.integers(0, customers, rows)],
            "ordered_on": pd.Timestamp(NOW) - pd.to_timedelta(draw.integers(1, 400, rows), unit="D"),
            "kind": draw.choice(["sale", "return"], rows, p=[0.94, 0.06]),
            "amount": draw.integers(1, 90, rows) * 5,
        }
    )


class Nights:
    """A workspace and its nights: each is derived from orders at a day, and can be published."""

    def __init__(self, home) -> None:
        self.workspace = Workspace(home, Settings())

    def night(self, orders: pd.DataFrame, day: dt.date, becomes: str = BECOMES) -> DuckDBWarehouse:
        warehouse = DuckDBWarehouse()
        warehouse.write("staging.orders", orders[COLUMNS])
        warehouse.derive("core.orders", becomes)
        warehouse.write("core.reporting_day", pd.DataFrame({"as_of": pd.to_datetime([day])}))
        warehouse.write("mart.scheme_cells", cells_asset.op.compute_fn.decorated_fn())
        warehouse.derive("mart.rfm", query_text("mart/rfm"), {"as_of": day})
        for table in ("rfm_cuts", "rfm_segments"):
            warehouse.derive(f"mart.{table}", query_text(f"mart/{table}"))
        movement_asset.op.compute_fn.decorated_fn(warehouse, self.workspace)
        warehouse.derive("mart.movement_accounts", query_text("mart/movement_accounts"))
        return warehouse

    def published(self, orders: pd.DataFrame, day: dt.date) -> DuckDBWarehouse:
        warehouse = self.night(orders, day)
        snapshots.publish(self.workspace, warehouse, sorted(NEEDED), {}, day)
        return warehouse


@pytest.fixture
def nights(tmp_path) -> Nights:
    return Nights(tmp_path)


def sizes(warehouse: DuckDBWarehouse) -> pd.Series:
    return warehouse.read("mart.rfm_segments")["eleven"].value_counts()


def causes(warehouse: DuckDBWarehouse) -> set[str]:
    return set(warehouse.read("mart.movement_steps")["cause"])


def test_the_parts_sum_to_the_difference_of_every_segment(nights):
    now = history(1)
    then = now[now["ordered_on"] < pd.Timestamp(SINCE)].copy()
    then.loc[then.index[:40], "amount"] += 500
    then.loc[then.index[50:90], "customer_id"] = "C999"
    before, after = nights.published(then, SINCE), nights.night(now, NOW)
    parts = after.read("mart.movement_accounts").groupby("segment")["customers"].sum()
    difference = sizes(after).sub(sizes(before), fill_value=0)
    assert (difference.sub(parts, fill_value=0) == 0).all()
    assert causes(after) == {"identity", "corrections", "clock", "own behaviour", "thresholds"}


def test_a_second_run_of_a_day_compares_with_the_day_before(nights):
    orders = history(2)
    nights.published(orders[orders["ordered_on"] < pd.Timestamp(SINCE)], SINCE)
    assert (
        nights.night(orders[orders["ordered_on"] < pd.Timestamp(SINCE)], SINCE).count("mart.movement_steps")
        == 0
    )


def test_a_merge_is_identity_and_nothing_else_for_those_merged(nights):
    then = history(3)
    then = then[then["ordered_on"] < pd.Timestamp(SINCE)]
    nights.published(then, SINCE)
    merged = then.assign(customer_id=then["customer_id"].replace("C001", "C000"))
    steps = nights.night(merged, NOW).read("mart.movement_steps")
    gone = steps[steps["customer_id"] == "C001"]
    assert gone["cause"].tolist() == ["identity"]
    assert gone["to_segment"].isna().all()
    assert "corrections" not in set(steps["cause"])


def test_a_corrected_old_order_is_a_correction(nights):
    now = history(4)
    now = now[now["ordered_on"] < pd.Timestamp(SINCE)]
    then = now.copy()
    then.loc[then["customer_id"] == "C005", "amount"] = 10_000
    nights.published(then, SINCE)
    steps = nights.night(now, NOW).read("mart.movement_steps")
    assert steps.loc[steps["cause"] == "corrections", "customer_id"].tolist() == ["C005"]


def test_a_refund_since_is_their_own_doing_and_no_correction(nights):
    now = history(4)
    now = now[now["ordered_on"] < pd.Timestamp(SINCE)]
    generous = now.assign(amount=now["amount"].where(now["customer_id"] != "C005", 10_000))
    nights.published(generous, SINCE)
    paid_back = f"[{{'paid_on': date '{SINCE}', 'amount': 9995::decimal(18, 2)}}]"
    refunded = BECOMES.replace("null::struct", f"case when customer_id = 'C005' then {paid_back} end::struct")
    steps = nights.night(generous.assign(amount=now["amount"]), NOW, refunded).read("mart.movement_steps")
    assert "C005" in steps.loc[steps["cause"] == "own behaviour", "customer_id"].tolist()
    assert "corrections" not in set(steps["cause"])


def test_new_buyers_come_by_their_own_behaviour(nights):
    then = history(5)
    then = then[then["ordered_on"] < pd.Timestamp(SINCE)]
    nights.published(then, SINCE)
    new = pd.DataFrame([["n1", "C777", pd.Timestamp("2026-06-20"), "sale", 50]], columns=COLUMNS)
    steps = nights.night(pd.concat([then, new]), NOW).read("mart.movement_steps", order_by=["step"])
    mine = steps[steps["customer_id"] == "C777"]
    assert mine["cause"].iloc[0] == "own behaviour"
    assert mine["from_segment"].isna().iloc[0]


def test_the_first_night_has_no_accounts(nights):
    assert nights.night(history(6), NOW).count("mart.movement_accounts") == 0
