import datetime as dt

import numpy as np
import pandas as pd
import pytest

from assets.queries import labelled_query, query_text

TABLES = ("purchase_days", "purchase_history", "features")


@pytest.fixture
def shop(company, day):
    company.buy("C1", [0, 10, 10, 40, 99, 100, 150], 50)
    company.buy("C1", [45], -20, kind="return")
    company.buy("C1", [50], 500, kind="test")
    company.buy("C1", [51], 500, kind="cancelled")
    company.buy("C2", [60], 80)
    company.buy("C3", [120], 80)
    company.buy("C4", [5, 6], 9000, is_wholesale=True)
    company.buy("C5", [20], -30, kind="return")
    company.buy(None, [7], 70)
    at = [pd.Timestamp(day(number)) + pd.Timedelta(hours=9) for number in (90, 99, 100)]
    company.add(
        "tickets",
        pd.DataFrame(
            {
                "ticket_id": list("abc"),
                "customer_id": "C1",
                "opened_at": at,
                "is_complaint": [True, False, True],
            }
        ),
    )
    sent = {
        "campaign_id": list("kl"),
        "customer_id": ["C1", "C2"],
        "is_control": [False, True],
        "sent_at": at[:2],
    }
    company.add(
        "campaign_members",
        pd.DataFrame(sent | {"opened_at": [at[2], None], "clicked_at": [None, None]}).astype(
            {"opened_at": "datetime64[us]", "clicked_at": "datetime64[us]"}
        ),
    )
    return company


def row(company, table, customer):
    return company.read(table).set_index("customer_id").loc[customer]


def test_purchase_days_repeat_orders_and_returns_count_as_the_models_count_them(shop, day):
    history = row(shop.run(day(100), TABLES), "purchase_history", "C1")
    assert (history["frequency"], history["recency"], history["T"], history["orders"]) == (3, 99, 100, 5)
    assert history["revenue"] == 230
    assert history["monetary_value"] == pytest.approx((230 - 50) / 3)


def test_only_buyers_with_an_id_and_a_sale_before_the_day_are_there(shop, day):
    shop.run(day(100), TABLES)
    for table in ("features", "purchase_history"):
        assert set(shop.read(table)["customer_id"]) == {"C1", "C2", "C4"}
    assert list(shop.read("features").set_index("customer_id")["is_wholesale"]) == [False, False, True]


def test_features_say_what_was_known(shop, day):
    features = row(shop.run(day(100), TABLES), "features", "C1")
    expected = {
        "recency_days": 1, "tenure_days": 100, "orders": 5, "purchase_days": 4, "orders_30": 1,
        "orders_90": 4, "revenue_total": 230, "mean_gap_days": 33, "gap_ratio": 1 / 33, "average_order": 46,
        "refund_rate": 20 / 250, "tickets_180": 2, "complaints_180": 1, "days_since_complaint": 10,
        "contacts_90": 1, "opens_90": 0, "days_since_contact": 10,
    }  # fmt: skip
    assert features[list(expected)].astype(float).to_dict() == pytest.approx(expected)
    single = row(shop, "features", "C2")
    assert single[["mean_gap_days", "gap_ratio", "monetary_value"]].isna().all()
    assert single["contacts_90"] == 0


@pytest.mark.parametrize("table", ["purchase_history", "features"])
def test_what_comes_later_changes_nothing(shop, day, table, company):
    """The leak test: rows on and after the day are deleted, and every value stays."""
    before = shop.run(day(100), TABLES).read(table)
    shop.warehouse.connection.execute("delete from core.orders where ordered_on >= ?", [day(100)])
    for name, column in (("tickets", "opened_at"), ("campaign_members", "sent_at")):
        shop.warehouse.connection.execute(f"delete from core.{name} where {column} >= ?", [day(100)])
    shop.warehouse.connection.execute("update core.campaign_members set opened_at = null")
    pd.testing.assert_frame_equal(before, shop.run(day(100), TABLES).read(table))


def test_a_past_day_is_the_same_derived_tonight(shop, day):
    then = shop.run(day(100), TABLES).read("features")
    shop.run(day(200), TABLES)
    shop.warehouse.derive("mart.features", query_text("mart/features"), {"as_of": day(100)})
    pd.testing.assert_frame_equal(then, shop.read("features"))


def test_money_paid_back_later_is_not_known_at_a_past_day(shop, day):
    """Of what is learnt at day 100, a refund of that day or later changes only what came after."""
    bounds = {"as_of": day(100), "since": day(50), "soon": day(130), "until": day(190), "below": "g"}

    def learnt(paid_on):
        shop.warehouse.connection.execute(
            "update core.orders set amount = 10, refunded_amount = 40,"
            " refunds = [{'paid_on': $paid_on, 'amount': 40}] where customer_id = 'C1' and kind = 'sale'",
            {"paid_on": paid_on},
        )
        shop.run(day(200), TABLES)
        return shop.warehouse.query(labelled_query(), **bounds).set_index("customer_id").loc["C1"]

    later, before = learnt(day(100)), learnt(day(99))
    assert (later["revenue_total"], later["revenue_before"], later["refund_rate"]) == (230, 50, 20 / 250)
    assert (before["revenue_total"], before["revenue_before"], before["refund_rate"]) == (30, 10, 220 / 250)


def test_an_order_cancelled_later_was_one_until_then(shop, day):
    def orders_at(number):
        shop.warehouse.derive("mart.features", query_text("mart/features"), {"as_of": day(number)})
        return row(shop, "features", "C1")[["orders", "revenue_total"]].tolist()

    shop.warehouse.connection.execute(
        "update core.orders set cancelled_on = $on where kind = 'cancelled'", {"on": day(80)}
    )
    assert [orders_at(number) for number in (51, 52, 80, 81)] == [[4, 180], [5, 680], [5, 680], [4, 180]]


def test_outcomes_are_the_orders_of_the_window(shop, day):
    shop.run(day(200), TABLES)
    window = {"as_of": day(100), "soon": day(130), "until": day(150)}
    shop.warehouse.derive("mart.outcomes", query_text("mart/outcomes"), window)
    found = shop.read("outcomes").set_index("customer_id")
    assert set(found.index) == {"C1", "C3"}
    assert (found.loc["C1", "orders_after"], found.loc["C1", "orders_soon"]) == (1, 1)


def test_the_training_set_labels_only_windows_that_have_passed(grown):
    rows, window = grown.read("training_set"), grown.read("churn_window").iloc[0]
    as_of = pd.Timestamp(dt.date(2024, 1, 1)) + pd.Timedelta(days=730)
    assert (rows["as_of"] + pd.Timedelta(days=int(window["window_days"])) <= as_of).all()
    assert rows["as_of"].nunique() == window["origins"] >= 5
    assert ((rows["orders_after"] == 0) == (rows["churned"] == 1)).all()
    assert not rows[["customer_id", "as_of"]].duplicated().any()
    latest = rows[rows["as_of"] == rows["as_of"].max()]
    assert np.isclose(
        latest["purchase_days_before"].sum(),
        latest["purchase_days_before"].clip(upper=latest["purchase_days"]).sum(),
    )
