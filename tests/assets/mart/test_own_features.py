import numpy as np
import pandas as pd
import pytest

from assets.own_features import own_features
from models.churn_window import ChurnWindow
from warehouse.errors import ConfigurationError

HONEST = """
select customer_id, avg(amount) as typical_amount, max(days_between(ordered_on, $as_of)) as oldest,
    max(amount) - min(amount) as spread
from core.orders where kind = 'sale' and ordered_on < $as_of and customer_id is not null group by customer_id
"""
TABLES = ("purchase_days", "purchase_history", "features", "purchase_gaps", "churn_window", "own_features")


@pytest.fixture
def asking(company, day, order_rows):
    company.add("orders", order_rows(500, 500))

    def asking(**queries):
        folder = company.workspace.home / "features"
        folder.mkdir(exist_ok=True)
        for name, text in queries.items():
            (folder / f"{name}.sql").write_text(text, "utf-8")
        return company.run(day(500), TABLES).warehouse.read(
            "mart.own_features", order_by=["as_of", "customer_id"]
        )

    return asking


def test_an_honest_feature_is_derived_at_today_and_at_past_days(asking, company):
    found = asking(amounts=HONEST)
    window, today = ChurnWindow.from_frame(company.read("churn_window")), found["as_of"].max()
    assert found["as_of"].nunique() == 1 + window.origins + len(window.season_days(today))
    assert found["oldest"].min() >= 1
    assert (found["as_of"] == today).sum() == len(company.read("features"))


@pytest.mark.parametrize(
    "leak",
    [
        HONEST.replace("ordered_on < $as_of", "ordered_on < $as_of + 30"),
        HONEST.replace("and ordered_on < $as_of ", ""),
        "select customer_id, sum(orders) as n from mart.purchase_days where $as_of is not null"
        " group by customer_id",
        "select customer_id, max(days_between($as_of, ordered_on)) as next_on from core.orders"
        " where customer_id is not null group by customer_id",
    ],
)
def test_a_feature_that_sees_the_future_is_refused_by_name(asking, leak):
    with pytest.raises(ConfigurationError, match=r"features/mine\.sql sees the future"):
        asking(mine=leak)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "select customer_id, churn_probability from mart.churn where $as_of is not null",
            "and nothing else",
        ),
        ("drop table core.orders", "and nothing else|can be read"),
        ("select from where", "can be read|nothing else"),
        (
            "select customer_id, amount as a from core.orders where ordered_on < $as_of",
            "one row per customer",
        ),
        (HONEST.replace("oldest", "recency_days"), "recency_days is a feature already"),
        ("select customer_id, nothing as n from core.orders where ordered_on < $as_of", "cannot be run"),
    ],
)
def test_a_feature_that_cannot_be_used_is_told_why(asking, text, why):
    with pytest.raises(ConfigurationError, match=why):
        asking(mine=text)


NET = """
select customer_id, sum(amount) as net, sum(amount_of_days) as net_of_days
from (
    select customer_id, amount, 0 as amount_of_days, ordered_on from core.orders where customer_id is not null
    union all select customer_id, 0, amount, ordered_on from mart.purchase_days
) as both_tables
where ordered_on < $as_of group by customer_id
"""


def test_money_paid_back_after_the_day_is_not_known_on_it(company, day):
    company.buy("A", [10, 20], 100.0)
    company.warehouse.connection.execute(
        "update core.orders set refunded_amount = 30, amount = 70, undated_refund_amount = 30"
    )
    company.warehouse.connection.execute(
        "update core.orders set undated_refund_amount = 0, refunds = [{'paid_on': $day, 'amount': 30}]"
        " where order_id = 'A|0'",
        {"day": day(40)},
    )
    found = own_features(company.warehouse, {"net": NET}, [day(81), day(80), day(41), day(40), day(30)])
    assert found["net"].tolist() == [140.0, 170.0, 170.0, 200.0, 200.0]
    assert found["net_of_days"].tolist() == found["net"].tolist()


def test_a_later_cancellation_leaves_no_trace_by_its_kind(company, day):
    """An order was a sale until the day it was cancelled; what tells no such day is never there."""
    company.buy("A", [10], kind="sale")
    company.buy("B", [10], kind="cancelled")
    company.buy("C", [10], kind="cancelled")
    company.warehouse.connection.execute(
        "update core.orders set cancelled_on = $on where customer_id = 'C'", {"on": day(20)}
    )
    query = "select customer_id, count(*) as n, count(cancelled_on) as undone from core.orders"
    query += " where ordered_on < $as_of and kind = 'sale' group by customer_id"
    found = own_features(company.warehouse, {"n": query}, [day(30), day(20)])
    assert found["customer_id"].tolist() == ["A", "A", "C"]
    assert found["undone"].tolist() == [0, 0, 0]


@pytest.mark.parametrize("name", ["refunded_amount", "UNDATED_REFUND_AMOUNT", "core_orders.refunded_amount"])
def test_refunds_of_today_are_refused_by_name_with_what_to_use_instead(asking, name):
    text = (
        f"select customer_id, sum({name}) as back from core.orders as core_orders" + HONEST.split("orders")[1]
    )
    with pytest.raises(
        ConfigurationError, match=r"features/mine\.sql: \w+ of core\.orders .*Use amount of core"
    ):
        asking(mine=text)


def test_a_name_of_ones_own_is_not_taken_for_the_column(company, day):
    query = "select customer_id, back as b from (select customer_id, sum(amount) as refunded_amount,"
    query += " max(refunded_amount) as back from (select customer_id, amount, amount as refunded_amount"
    query += " from core.returns where cast(returned_at as date) < $as_of) group by customer_id)"
    back = {"order_id": ["A|0"], "customer_id": ["A"], "returned_at": [day(40)], "amount": [30.0]}
    company.add("returns", pd.DataFrame(back))
    found = own_features(company.warehouse, {"back": query}, [day(50), day(40)])
    assert found["b"].tolist() == [30.0]


def test_own_features_are_learnt_from_and_told(asking, company, day):
    """A feature that tells a leaver from a stayer raises the ranking, and its effect stands by itself."""
    asking(amounts=HONEST)
    company.run(day(500), ("training_set", "season_set", "model_parameters", "churn"))
    churn = company.read("churn")
    assert {"typical_amount", "oldest", "spread"} <= set(company.warehouse.columns("mart.own_features"))
    assert np.isfinite(churn["effect_own"]).all()
    assert churn["effect_own"].abs().max() > 0


def test_without_own_features_the_table_is_empty(asking):
    found = asking()
    assert found.empty
    assert list(found) == ["customer_id", "as_of"]
    assert isinstance(found, pd.DataFrame)
