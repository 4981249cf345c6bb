"""Churn risk between two nights: the parts sum to the difference exactly, and causes are what they are."""

import datetime as dt

import pandas as pd
import pytest

from assets.versions import registry_of
from models.churn.model import HIGH
from pipelines import retraining
from warehouse import DuckDBWarehouse, snapshots

SINCE = dt.date(2024, 1, 1) + dt.timedelta(days=690)
NOW = SINCE + dt.timedelta(days=20)
TABLES = (
    "purchase_days", "purchase_history", "features", "purchase_gaps", "churn_window", "own_features",
    "training_set", "season_set", "model_parameters", "track_record", "churn", "model_versions",
    "holdout_forecasts", "value_contest", "value_challenger", "value_cells", "lifetime_value",
    "risk_movement",
)  # fmt: skip
KEPT = (
    "mart.churn", "mart.lifetime_value", "mart.model_versions", "core.orders", "core.reporting_day",
    "mart.training_set", "mart.season_set", "mart.own_features", "mart.churn_window", "mart.features",
    "mart.model_parameters",
)  # fmt: skip


STANDING = """
select
    count(*) filter (where churn_probability > $high) as high,
    sum(cast(round(
        100 * least(greatest(churn_probability, 1e-9), 1 - 1e-9) * predicted_clv_365
    ) as bigint)) as cents
from mart.churn inner join mart.lifetime_value using (customer_id)
where churn.eligibility <> 'wholesale'
"""


@pytest.fixture
def first(company, order_rows):
    """A published night, and the orders of a company until after the next."""
    orders = order_rows(350, 710)
    company.add("orders", orders[orders["ordered_on"] < pd.Timestamp(SINCE)])
    company.run(SINCE, TABLES)
    snapshots.publish(company.workspace, company.warehouse, list(KEPT), {}, SINCE)
    company.later = orders[orders["ordered_on"] >= pd.Timestamp(SINCE)]
    return company


def standing(warehouse):
    """How many are at high risk, and the cents at risk with them all."""
    return warehouse.query(STANDING, high=HIGH).iloc[0]


def moved(company):
    """The next night's parts by cause; they are held to the difference of the two nights."""
    earlier = snapshots.before(company.workspace, NOW)
    with earlier.open() as connection:
        before = standing(DuckDBWarehouse.over(connection))
    company.run(NOW, TABLES)
    parts, after = company.read("risk_movement").set_index("cause"), standing(company.warehouse)
    assert parts["customers"].sum() == after["high"] - before["high"]
    assert (parts["at_risk"].astype(float) * 100).round().sum() == after["cents"] - before["cents"]
    assert (parts["customers"] == parts["came"] - parts["went"]).all()
    return parts


def test_the_first_night_moves_nothing(first):
    assert first.read("risk_movement").empty


def test_buying_is_own_behaviour_and_silence_is_the_clock(first):
    first.add("orders", first.later)
    parts = moved(first)
    assert {"own behaviour", "clock", "season", "model version", "value"} == set(parts.index)
    assert parts.loc["clock", "came"] > 0
    assert parts.loc["own behaviour", "went"] > 0
    assert parts.loc["clock", "went"] <= parts.loc["own behaviour", "went"]
    assert parts.loc["model version", ["came", "went", "customers"]].tolist() == [0, 0, 0]
    assert float(parts.loc["model version", "at_risk"]) == 0


def test_a_merge_and_a_correction_are_told_for_what_they_are(first):
    connection = first.warehouse.connection
    ids = [
        row[0]
        for row in connection.execute("select distinct customer_id from core.orders order by 1").fetchall()
    ]
    connection.execute("update core.orders set customer_id = ? where customer_id = ?", [ids[0], ids[1]])
    connection.execute("delete from core.orders where customer_id = ?", [ids[2]])
    connection.execute("update core.orders set amount = amount * 3 where customer_id = ?", [ids[3]])
    parts = moved(first)
    assert {"identity", "corrections", "clock"} <= set(parts.index)
    assert "own behaviour" not in parts.index
    assert float(parts.loc["identity", "at_risk"]) != 0
    assert float(parts.loc["corrections", "at_risk"]) != 0


def test_money_paid_back_since_is_own_behaviour(first):
    first.warehouse.connection.execute(
        "update core.orders set amount = amount - 1, refunded_amount = 1,"
        " refunds = [{'paid_on': $since, 'amount': 1}] where customer_id < 'C00050'",
        {"since": SINCE},
    )
    parts = set(moved(first).index)
    assert {"own behaviour", "clock"} <= parts
    assert not {"identity", "corrections"} & parts


def test_another_version_of_the_model_has_its_own_part(first):
    registry = registry_of(first.workspace)
    other = retraining.retrain(first.workspace, {"max_iter": "5"})
    registry.promote(other.version, SINCE, "for the test")
    parts = moved(first)
    assert float(parts.loc["model version", "at_risk"]) != 0
