from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.special import logit

from models.churn_window import ChurnWindow
from models.holdout_forecasts import forecast_past

TABLES = (
    "purchase_days", "purchase_history", "features", "purchase_gaps", "churn_window", "own_features",
    "training_set", "season_set",
    "model_parameters", "track_record", "churn",
)  # fmt: skip
EVALUATION = ("holdout_forecasts", "backtest", "calibration", "gain", "tracking", "grades")


def test_everybody_has_a_probability_a_risk_a_basis_and_a_reason(grown):
    churn, features = grown.read("churn"), grown.read("features")
    assert list(churn["customer_id"]) == list(features["customer_id"])
    assert churn[["churn_probability", "repeat_probability"]].stack().between(0, 1).all()
    assert (churn["churn_probability"] + churn["repeat_probability"] <= 1 + 1e-9).all()
    edges = pd.cut(
        churn["churn_probability"], [-1, 0.33, 0.66, 2], labels=["low", "medium", "high"], right=False
    )
    assert (churn["churn_risk"] == edges.astype(str)).all()
    assert ((churn["basis"] == "population prior") == (features["purchase_days"] == 1)).all()
    assert (churn[["reason_en", "reason_zh"]] != "").all().all()


def test_reasons_sum_to_the_log_odds_and_name_what_can_be_acted_on(grown):
    churn = grown.read("churn")
    effects = churn.filter(like="effect_").sum(axis=1)
    assert np.allclose(effects, logit(churn["churn_probability"]), atol=1e-6)
    assert (churn[["action_en", "action_zh"]] != "").all().all()


def test_two_views_stand_beside_each_other_and_say_whether_they_agree(grown):
    churn = grown.read("churn")
    apart = (churn["silence_probability"] - churn["boosted_probability"]).abs()
    assert (churn["views_agree"] == (apart <= 0.2)).all()
    assert churn["views_agree"].mean() > 0.7
    assert churn[["silence_probability", "boosted_probability"]].corr().iloc[0, 1] > 0.7


def test_who_has_left_already_or_bought_once_is_told_apart(grown):
    churn, features = grown.read("churn"), grown.read("features")
    late = features["recency_days"] > grown.read("churn_window")["window_days"].iloc[0]
    assert (churn.loc[late, "eligibility"] == "left already").all()
    assert (churn.loc[~late & (features["purchase_days"] == 1), "eligibility"] == "one order").all()
    assert (churn.loc[~late & (features["purchase_days"] > 1), "eligibility"] == "eligible").all()


def test_reasons_are_the_customers_own_numbers(grown):
    churn, features = grown.read("churn"), grown.read("features")
    own = features["purchase_days"] > 1
    days, gaps = features.loc[own, "recency_days"], features.loc[own, "mean_gap_days"].clip(lower=1)
    words = [
        f"Last order {day} days ago, usually every {gap:.0f} days."
        for day, gap in zip(days, gaps, strict=True)
    ]
    assert all(word in reason for word, reason in zip(words, churn.loc[own, "reason_en"], strict=True))


def test_silence_against_the_own_rhythm_raises_the_risk(grown):
    churn, features = grown.read("churn"), grown.read("features")
    late, early = features["gap_ratio"] > 3, features["gap_ratio"] < 0.5
    assert churn.loc[late, "churn_probability"].mean() > churn.loc[early, "churn_probability"].mean() + 0.3


def test_three_past_days_are_forecast_and_graded(grown):
    backtest, grades = grown.read("backtest"), grown.read("grades").set_index("model")
    assert (backtest.groupby("model")["origin"].nunique() == 3).all()
    assert {"auc", "brier", "log_loss", "ece", "mae", "rmse", "sum_ratio"} == set(backtest["metric"])
    assert (backtest["lower"] <= backtest["upper"]).all()
    assert set(grades.index) == {"churn", "lifetime_value", "repeat_purchase"}
    assert grades["beats_baseline"].all()
    assert grades["is_leak_free"].all()
    assert set(grown.read("calibration")["model"]) == {
        "churn",
        "repeat_purchase",
        "expected_orders",
        "lifetime_value",
    }


def test_forecasts_learn_only_from_windows_that_had_passed(grown):
    window, rows = grown.read("churn_window").iloc[0], grown.read("training_set")
    days = sorted(rows["as_of"].unique(), reverse=True)
    origin, learnt = days[0], days[int(window["lag_steps"])]
    gap = origin - (learnt + pd.Timedelta(days=int(window["window_days"])))
    assert gap >= pd.Timedelta(days=int(window["gap_days"]))
    assert grown.read("holdout_forecasts")["origin"].max() == origin


def test_tracking_follows_what_came(grown):
    tracking = grown.read("tracking").sort_values("week_on")
    assert tracking["actual"].is_monotonic_increasing
    assert tracking["predicted"].is_monotonic_increasing
    assert tracking["predicted"].iloc[-1] == pytest.approx(tracking["actual"].iloc[-1], rel=0.15)


def test_gain_rises_from_nobody_to_everybody(grown):
    for _, curve in grown.read("gain").groupby("origin"):
        curve = curve.sort_values("share")
        assert curve["captured"].iloc[[0, -1]].tolist() == [0, 1]
        assert (curve["captured"] >= curve["share"] - 0.05).all()


@pytest.mark.parametrize("customers", [1, 30])
@pytest.mark.parametrize(("days", "as_of"), [([0], 1), ([0], 700), ([0, 3], 10), ([0, 100, 200, 600], 700)])
def test_small_uniform_and_young_companies_get_an_average_and_are_told_so(
    company, day, customers, days, as_of
):
    for number in range(customers):
        company.buy(f"C{number}", days, 10)
    company.run(day(as_of), TABLES + EVALUATION)
    churn = company.read("churn")
    assert len(churn) == customers
    assert set(churn["basis"]) == {"cohort average"}
    assert churn["churn_probability"].between(0, 1).all()
    assert (company.read("grades")["grade"] == "D").all()


def test_nobody_makes_empty_tables_with_the_same_columns(company, grown, day):
    company.run(day(60), TABLES + EVALUATION)
    for table in (
        "training_set",
        "churn",
        "holdout_forecasts",
        "backtest",
        "calibration",
        "gain",
        "tracking",
    ):
        assert company.read(table).empty
        assert company.warehouse.columns(f"mart.{table}") == grown.warehouse.columns(f"mart.{table}"), table
    assert len(company.read("grades")) == 3


def test_the_same_company_gives_the_same_bytes_in_any_order(company, order_rows, day):
    rows = order_rows(400, 500)
    company.add("orders", rows)
    company.run(day(500))
    first = {table: company.read(table) for table in ("churn", "backtest", "grades")}
    company.warehouse.connection.execute("delete from core.orders")
    company.add("orders", rows.sample(frac=1, random_state=3))
    company.run(day(500))
    for table, frame in first.items():
        pd.testing.assert_frame_equal(company.read(table), frame, check_exact=True)


def test_numbers_are_finite(grown):
    for table in ("churn", "calibration", "gain", "tracking", "backtest"):
        assert np.isfinite(grown.read(table).select_dtypes("number")).all().all(), table


def test_the_proof_grades_what_is_published_of_buying_again(grown):
    """Never likelier than staying; where both windows are one, the night's one model and no other."""
    told = grown.read("holdout_forecasts")
    assert (told["repeat_purchase"] <= 1 - told["churn"]).all()
    window = ChurnWindow.from_frame(grown.read("churn_window"))
    rows = grown.read("training_set")
    one = replace(window, repeat_days=window.window_days)
    as_of = pd.Timestamp(grown.read("features")["as_of"].iloc[0]).date()
    both = forecast_past(rows.assign(repeated=1 - rows["churned"]), one, as_of, 1)
    assert len(both)
    for end in ("", "_base_rate", "_recency"):
        assert (both[f"repeat_purchase{end}"] == 1 - both[f"churn{end}"]).all()
