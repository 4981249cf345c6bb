"""A planted season: forecasts mean what they say although the coming months are unlike the last."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from models.metrics import METRICS
from simulation.parameters import Parameters
from simulation.purchases import simulate_purchases
from simulation.season import Clock
from warehouse.workspace import Settings, Workspace

CUSTOMERS = 5000
LEVEL = (1.0,) * 12
SUMMER_LULL = (1.43, 1.25, 1.0, 0.75, 0.57, 0.5, 0.57, 0.75, 1.0, 1.25, 1.43, 1.5)
SALES = (0.8, 0.7, 0.8, 0.9, 1.0, 1.5, 0.9, 0.8, 0.9, 1.0, 1.6, 1.4)
TABLES = (
    "purchase_days", "purchase_history", "features", "purchase_gaps", "churn_window", "own_features",
    "training_set", "season_set", "model_parameters", "track_record", "churn", "season",
)  # fmt: skip


def trade(season, years, as_of, seed=7):
    """What the customers of a company with this season buy, until 150 days after the reporting day."""
    starts = dt.date(as_of.year - years, as_of.month, as_of.day)
    truth = replace(Parameters(), season=season, starts_on=starts, as_of=as_of, horizon_days=150)
    clock = Clock(season, starts, truth.until + 1)
    draws = (np.random.default_rng(seed + place) for place in (0, 1))
    bought = simulate_purchases(CUSTOMERS, truth, clock, *draws)
    amount = np.round(bought.cents / 100, 2)
    return pd.DataFrame(
        {
            "customer_id": [f"C{person:05d}" for person in bought.person],
            "order_id": [f"{place}" for place in range(len(bought.day))],
            "ordered_on": pd.Timestamp(starts) + pd.to_timedelta(bought.day, "D"),
            "kind": "sale", "is_wholesale": False, "amount": amount, "gross_amount": amount,
            "discount_amount": 0.0, "refunded_amount": 0.0,
        }
    )  # fmt: skip


def night(company, season, years, as_of):
    """The churn table of the day, and who then bought nothing within the window."""
    orders = trade(season, years, as_of)
    company.add("orders", orders[orders["ordered_on"] < pd.Timestamp(as_of)])
    churn = company.run(as_of, TABLES).read("churn")
    until = pd.Timestamp(as_of) + pd.Timedelta(days=int(churn["window_days"].iloc[0]))
    later = orders[(orders["ordered_on"] >= pd.Timestamp(as_of)) & (orders["ordered_on"] < until)]
    return churn, (~churn["customer_id"].isin(later["customer_id"])).to_numpy(float)


def measured(metric, gone, probability):
    return float(METRICS[metric](gone, probability, np.ones((1, len(gone))))[0])


def unshifted(churn):
    odds = np.log(churn["churn_probability"] / (1 - churn["churn_probability"])) - churn["effect_season"]
    return (1 / (1 + np.exp(-odds))).to_numpy()


@pytest.mark.parametrize("years", [2, 3])
@pytest.mark.parametrize(
    ("season", "as_of"),
    [(SUMMER_LULL, dt.date(2026, 7, 1)), (SUMMER_LULL, dt.date(2026, 3, 1)), (SALES, dt.date(2026, 10, 1))],
)
def test_a_season_seen_before_is_foretold(company, season, years, as_of):
    churn, gone = night(company, season, years, as_of)
    probability = churn["churn_probability"].to_numpy()
    assert measured("ece", gone, probability) <= 0.03
    assert measured("ece", gone, unshifted(churn)) > 0.06
    assert measured("log_loss", gone, probability) < measured("log_loss", gone, unshifted(churn))
    season = company.read("season")
    coming = season[season["is_forecast"]].set_index("model").loc["churn"]
    assert coming["log_odds"] == pytest.approx(churn["effect_season"].iloc[0])
    assert coming["lower"] < coming["log_odds"] < coming["upper"]


@pytest.mark.parametrize("years", [1, 2, 3])
def test_where_there_is_no_season_nothing_is_harmed(company, years):
    churn, gone = night(company, LEVEL, years, dt.date(2026, 7, 1))
    assert abs(churn["effect_season"].iloc[0]) < 0.1
    assert measured("ece", gone, churn["churn_probability"].to_numpy()) <= 0.03


def test_what_comes_after_the_day_changes_nothing(company, tmp_path):
    """Run with the future in the tables, and again without it."""
    orders, as_of = trade(SALES, 2, dt.date(2026, 7, 1)), dt.date(2026, 7, 1)
    marks = []
    for rows in (orders, orders[orders["ordered_on"] < pd.Timestamp(as_of)]):
        company.warehouse.connection.execute("delete from core.orders")
        company.add("orders", rows)
        company.workspace = Workspace(tmp_path / str(len(rows)), Settings())
        company.run(as_of, TABLES)
        marks.append({table: company.warehouse.fingerprint(f"mart.{table}") for table in TABLES})
    assert marks[0] == marks[1]
