"""Predictions are graded against what came, once, when their time has passed."""

import datetime as dt

import pandas as pd
import pytest

from warehouse import lists, receipts, snapshots

MADE_ON = dt.date(2024, 1, 1) + dt.timedelta(days=600)
LATER = MADE_ON + dt.timedelta(days=380)
TABLES = (
    "purchase_days", "purchase_history", "features", "purchase_gaps", "churn_window", "own_features",
    "training_set", "season_set", "model_parameters", "track_record", "churn", "holdout_forecasts",
    "value_contest", "value_challenger", "value_cells", "lifetime_value", "predictions",
)  # fmt: skip


@pytest.fixture
def told(company, order_rows):
    """A company whose predictions of one night were kept."""
    company.add("orders", order_rows(300, 990))
    company.run(MADE_ON, TABLES)
    published = snapshots.publish(company.workspace, company.warehouse, ["mart.predictions"], {}, MADE_ON)
    receipts.keep(company.workspace, company.warehouse, published)
    return company


def graded(company, day, merged=()):
    aliases = pd.DataFrame(list(merged), columns=["alias_id", "customer_id"]).astype("str")
    company.warehouse.write("core.id_aliases", aliases)
    company.warehouse.write("core.reporting_day", pd.DataFrame({"as_of": pd.to_datetime([day])}))
    company._derive("track_record", day)
    return company.warehouse.read("mart.track_record")


def by_hand(company, days, value):
    """Per customer, what was said and what the orders of the window say."""
    said = company.read("predictions").set_index("customer_id")
    orders = company.warehouse.read("core.orders", columns=["customer_id", "ordered_on", "kind", "amount"])
    day = orders["ordered_on"]
    within = (day >= pd.Timestamp(MADE_ON)) & (day < pd.Timestamp(MADE_ON) + pd.Timedelta(days, "D"))
    return said, value(orders[within]).reindex(said.index, fill_value=0)


def test_every_promise_is_graded_against_the_orders_that_came(told):
    record = graded(told, LATER)
    assert set(record.groupby("model")["days"].nunique()) <= {1, 3}
    churn = record[record["model"] == "churn"]
    said, bought = by_hand(
        told, int(churn["days"].iloc[0]), lambda orders: orders.groupby("customer_id").size()
    )
    left = (bought == 0).astype(float)
    band = (said["churn_probability"] * 5).astype(int).clip(upper=4) + 1
    by_band = left.groupby(band).mean()
    assert churn.set_index("band")["observed"].to_dict() == pytest.approx(by_band.to_dict())
    assert churn["customers"].sum() == len(said)


def test_amounts_are_graded_on_discounted_margin(told):
    record = graded(told, LATER)
    value = record[(record["model"] == "lifetime_value") & (record["days"] == 90)]

    def margin(orders):
        age = (orders["ordered_on"] - pd.Timestamp(MADE_ON)).dt.days
        discounted = 0.4 * orders["amount"].astype(float) / 1.1 ** (age / 365)
        return discounted.groupby(orders["customer_id"]).sum()

    said, came = by_hand(told, 90, margin)
    total = (value["observed"] * value["customers"]).sum()
    assert total == pytest.approx(came.sum())
    assert (value["predicted"] * value["customers"]).sum() == pytest.approx(said["predicted_clv_90"].sum())


def test_a_promise_follows_the_customer_into_a_merge(told):
    before = graded(told, LATER)
    id_ = told.warehouse.query("select min(customer_id) as id from core.orders")["id"].iloc[0]
    told.warehouse.connection.execute(
        "update core.orders set customer_id = 'C0' where customer_id = ?", [id_]
    )
    pd.testing.assert_frame_equal(graded(told, LATER, merged=[(id_, "C0")]), before)


def test_nothing_is_graded_early_and_what_was_graded_stays(told):
    early = graded(told, MADE_ON + dt.timedelta(days=89))
    assert (early["days"] < 90).all()
    first = graded(told, MADE_ON + dt.timedelta(days=91))
    day = MADE_ON + dt.timedelta(days=91)
    snapshots.publish(told.workspace, told.warehouse, ["mart.track_record"], {}, day)
    told.warehouse.connection.execute("update core.orders set amount = amount * 2")
    later = graded(told, LATER)
    kept = later.merge(first[["snapshot", "model", "days", "band"]])
    pd.testing.assert_frame_equal(kept, first)
    assert len(later) > len(first)


def test_an_exported_list_is_graded_as_a_list(told):
    said, bought = by_hand(told, 90, lambda orders: orders.groupby("customer_id").size())
    risky = said.index[said["churn_probability"] > 0.5].sort_values()
    table = told.warehouse.connection.execute(
        "select * from mart.predictions where customer_id in (select unnest(?)) order by 1", [list(risky)]
    ).to_arrow_table()
    kept = lists.keep(told.workspace, table, "night", MADE_ON, "at_risk", "email", "hash of the file")
    again = lists.keep(told.workspace, table, "night", MADE_ON, "at_risk", "email", "hash of the file")
    assert kept == again
    assert kept.churn == pytest.approx(said.loc[risky, "churn_probability"].mean(), abs=1e-6)
    record = graded(told, LATER)
    own = record[(record["list"] == kept.name) & (record["model"] == "repeat_purchase")]
    whole = record[(record["list"] == "") & (record["model"] == "repeat_purchase")]
    days = int(own["days"].iloc[0])
    _, bought = by_hand(told, days, lambda orders: orders.groupby("customer_id").size())
    assert own["customers"].sum() == len(risky) < whole["customers"].sum()
    came = (own["observed"] * own["customers"]).sum()
    assert came == pytest.approx((bought[risky] > 0).sum())
    assert set(own["segment"]) == {"at_risk"}
    assert set(own["channel"]) == {"email"}


def test_a_list_changed_afterwards_is_not_graded(told):
    table = told.warehouse.connection.execute("select * from mart.predictions order by 1").to_arrow_table()
    kept = lists.keep(told.workspace, table, "night", MADE_ON, "all", "email", "hash")
    file = told.workspace.lists / kept.name / lists.ACCOUNT
    text = file.read_text("utf-8")
    file.write_text(text.replace('"all"', '"other"'), "utf-8")
    assert lists.promised(told.workspace, LATER) == []
    file.write_text(text, "utf-8")
    assert lists.promised(told.workspace, LATER) == [kept]
    lists.predictions(told.workspace, kept).write_bytes(b"changed")
    assert lists.promised(told.workspace, LATER) == []
