import numpy as np
import pytest

from models.value_contest import contest, coverage


def test_each_kind_has_one_champion_and_the_default_needs_to_be_beaten(grown):
    rows = grown.read("value_contest")
    assert set(rows["contender"]) == {
        "beta_geo", "modified_beta_geo", "pareto_nbd", "regular_beta_geo", "blend", "boosting",
    }  # fmt: skip
    assert (rows.groupby("forecast")["is_champion"].sum() == 1).all()
    assert grown.read("value_challenger").empty == (
        not rows.set_index("contender").loc["boosting", "is_champion"]
    )


def test_a_challenger_that_knows_more_wins(grown):
    forecasts = grown.read("holdout_forecasts")
    forecasts["lifetime_value_boosting"] = forecasts["revenue_after"] * 0.9
    rows = contest(forecasts, seed=1).set_index("contender")
    assert rows.loc["boosting", "is_champion"]
    assert rows.loc["boosting", "lower"] > 0
    assert not rows.loc["blend", "is_champion"]


def test_a_champion_among_challengers_stands_in_the_table(grown, company):
    """The night with boosting as champion: its forecast within the window is what orders are priced by."""
    company.warehouse = grown.warehouse
    before = grown.read("value_contest"), grown.read("value_challenger"), grown.read("lifetime_value")
    won = before[0].assign(is_champion=before[0]["contender"].isin(["beta_geo", "boosting"]))
    as_of = grown.warehouse.read("core.reporting_day")["as_of"].iloc[0].date()
    grown.warehouse.write("mart.value_contest", won)
    value = company.run(as_of, ["value_challenger", "lifetime_value"]).read("lifetime_value")
    challenger = company.read("value_challenger")
    assert list(challenger["customer_id"]) == list(value["customer_id"])
    assert (challenger["spend"] >= 0).all()
    assert not np.allclose(value["predicted_clv_365"], before[2]["predicted_clv_365"])
    assert np.isfinite(value["predicted_clv_365"]).all()
    for name, frame in zip(("value_contest", "value_challenger", "lifetime_value"), before, strict=True):
        grown.warehouse.write(f"mart.{name}", frame)


def test_intervals_hold_what_they_promise_out_of_time(grown):
    covered = grown.read("interval_coverage")
    assert set(covered["model"]) == {"expected_orders", "lifetime_value"}
    assert covered["inside"].mean() == pytest.approx(0.8, abs=0.05)
    assert (covered["within"] + covered["below"] + covered["above"]).to_numpy() == pytest.approx(1)
    assert (covered["within"] >= covered["inside"] - 0.02).all()


def test_nobody_is_covered_by_nothing(grown):
    nobody = grown.read("holdout_forecasts").head(0)
    assert coverage(nobody).empty
    assert contest(nobody, seed=1).empty
