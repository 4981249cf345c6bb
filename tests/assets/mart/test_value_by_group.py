"""Each kind of customer is judged by its own money, and too few are said to be too few."""

import numpy as np
import pandas as pd
import pytest

from models.value_groups import by_group

TESTED = ("scheme_cells", "past_groups", "value_by_group")


def test_every_customer_asked_about_is_of_one_kind(grown, day):
    grown.run(day(730), TESTED)
    asked = grown.read("holdout_forecasts")
    assert len(grown.read("past_groups").query("kind == 'tenure'")) == len(asked)
    found = grown.read("value_by_group")
    assert {"segment", "tenure"} <= set(found["kind"])
    tenure = found[found["kind"] == "tenure"]
    assert (tenure["predicted"] * tenure["customers"]).sum() > 0
    told = found[found["verdict"] != "too few"]
    assert (told["lower"] <= told["sum_ratio"]).all()
    assert (told["sum_ratio"] <= told["upper"]).all()


def forecasts(customers, bias, seed=1):
    draw = np.random.default_rng(seed)
    came = draw.gamma(1.0, 60.0, customers) * (draw.random(customers) < 0.6)
    frame = pd.DataFrame(
        {"origin": pd.Timestamp("2026-01-01"), "customer_id": [f"C{n}" for n in range(customers)]}
    )
    said = np.full(customers, 36.0) * bias
    return frame.assign(revenue_after=came, lifetime_value=said, lifetime_value_median=came)


def kinds(frame, **cuts):
    usual = {"segment": "loyal", "tenure": "new", "channel": "web"} | cuts
    keys = frame[["origin", "customer_id"]]
    return pd.concat([keys.assign(kind=kind, name=name) for kind, name in usual.items()])


def test_bias_is_found_where_it_is_and_only_there():
    first = forecasts(2000, 1.0)
    second = forecasts(2000, 1.4, 2).assign(customer_id=[f"D{n}" for n in range(2000)])
    groups = pd.concat([kinds(first), kinds(second, tenure="longer", channel="shop")])
    found = by_group(pd.concat([first, second]), groups, 1).set_index(["kind", "name"])
    assert found.loc[("tenure", "new"), "verdict"] == "right within chance"
    assert found.loc[("channel", "shop"), "verdict"] == "too high"
    assert found.loc[("channel", "shop"), "sum_ratio"] == pytest.approx(1.4, rel=0.1)
    assert found.loc[("segment", "loyal"), "customers"] == 4000


def test_intervals_hold_the_truth_nineteen_times_in_twenty():
    inside = [
        (row := by_group(frame := forecasts(300, 1.0, seed), kinds(frame), 1).iloc[0])["lower"]
        <= 1
        <= row["upper"]
        for seed in range(60)
    ]
    assert 0.85 <= np.mean(inside) <= 1


def test_too_few_customers_get_no_ratio():
    frame = forecasts(30, 1.0)
    found = by_group(frame, kinds(frame), 1)
    assert set(found["verdict"]) == {"too few"}
    assert found["sum_ratio"].isna().all()


def test_nobody_asked_makes_an_empty_table():
    frame = forecasts(0, 1.0)
    assert by_group(frame, kinds(frame), 1).empty
