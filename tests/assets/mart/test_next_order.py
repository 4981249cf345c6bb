import numpy as np
import pandas as pd
import pytest


def test_everybody_has_a_distribution_that_lies_ahead(grown):
    orders, history = grown.read("next_order"), grown.read("purchase_history")
    assert list(orders["customer_id"]) == list(history["customer_id"])
    assert not orders.isna().any().any()
    assert (orders["p_order_30"] <= orders["p_order_60"]).all()
    assert (orders["p_order_60"] <= orders["p_order_90"]).all()
    assert (orders["earliest_on"] <= orders["expected_on"]).all()
    assert (orders["expected_on"] < orders["latest_on"]).all()
    assert orders["earliest_on"].min() > history["last_on"].max()


def test_the_days_keep_their_promise_out_of_time(company, order_rows, day):
    """Customers' next orders after day 400 of 800, against what was said on day 400."""
    rows = order_rows(1500, 800)
    company.add("orders", rows)
    said = company.run(day(400), ORDERS).read("next_order").set_index("customer_id")
    later = rows[rows["ordered_on"] >= pd.Timestamp(day(400))]
    first = later.groupby("customer_id")["ordered_on"].min().reindex(said.index)
    for days in (30, 60, 90):
        came = first < pd.Timestamp(day(400)) + pd.Timedelta(days=days)
        assert said[f"p_order_{days}"].mean() == pytest.approx(came.mean(), abs=0.04)
    came = first.notna().to_numpy()
    by = [
        (first <= pd.to_datetime(said[name]))[came].mean()
        for name in ("earliest_on", "expected_on", "latest_on")
    ]
    assert by[0] == pytest.approx(0.1, abs=0.06)
    assert by[1] == pytest.approx(0.5, abs=0.08)
    assert by[2] >= 0.85


ORDERS = (
    "purchase_days", "purchase_history", "features", "purchase_gaps", "churn_window", "own_features",
    "training_set", "season_set",
    "model_parameters", "holdout_forecasts", "value_contest", "value_challenger", "value_cells",
    "lifetime_value", "next_order",
)  # fmt: skip


def test_the_later_the_order_the_longer_the_silence_expected(grown):
    joined = grown.read("next_order").merge(grown.read("purchase_history"), on="customer_id")
    often, once = joined[joined["frequency"] >= 5], joined[joined["frequency"] == 0]
    assert often["expected_on"].astype("int64").median() < once["expected_on"].astype("int64").median()
    assert np.corrcoef(joined["p_order_90"], joined["frequency"])[0, 1] > 0.3
