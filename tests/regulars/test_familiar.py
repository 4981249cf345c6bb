import numpy as np
import pandas as pd
import pytest

from models.btyd import BetaGeo
from regulars import plots
from regulars.familiar import calibration_and_holdout_data, summary_data_from_transaction_data

ORDERS = pd.DataFrame(
    {
        "who": [1, 1, 1, 1, 2, 3, 3],
        "on": [
            *("2024-01-01 09:00", "2024-01-01 17:00", "2024-01-11", "2024-02-10"),
            *("2024-01-05", "2024-01-31", "2024-03-01"),
        ],
        "worth": [10.0, 5.0, 20.0, 40.0, 7.0, 8.0, 9.0],
    }
)
ORDERS["on"] = pd.to_datetime(ORDERS["on"], format="mixed")
COLUMNS = {"customer_id_col": "who", "datetime_col": "on", "monetary_value_col": "worth"}


def sample(shared_data):
    file = shared_data / "cdnow" / "CDNOW_sample.txt"
    names = ["master", "who", "on", "cds", "worth"]
    orders = pd.read_csv(file, sep=r"\s+", header=None, names=names, dtype={"on": str})
    return orders.assign(on=pd.to_datetime(orders["on"], format="%Y%m%d"))


def test_orders_of_a_day_count_once_and_the_end_is_the_last_day_seen():
    summary = summary_data_from_transaction_data(ORDERS, **COLUMNS, observation_period_end="2024-02-10")
    assert summary.loc[1].tolist() == [2, 40, 40, 30]
    assert summary.loc[2].tolist() == [0, 0, 36, 0]
    assert summary.loc[3].tolist() == [0, 0, 10, 0]


def test_as_of_is_the_first_moment_not_seen():
    summary = summary_data_from_transaction_data(ORDERS, **COLUMNS, as_of="2024-02-10")
    assert summary.loc[1].tolist() == [1, 10, 40, 20]


def test_weeks_are_calendar_weeks():
    summary = summary_data_from_transaction_data(
        ORDERS, "who", "on", observation_period_end="2024-03-03", freq="W"
    )
    assert summary.loc[1].tolist() == [2, 5, 8]


@pytest.mark.parametrize("given", [{}, {"as_of": "2024-02-10", "observation_period_end": "2024-02-10"}])
def test_the_end_must_be_said_once(given):
    with pytest.raises(ValueError, match="as_of"):
        summary_data_from_transaction_data(ORDERS, **COLUMNS, **given)


def test_calibration_and_holdout_split():
    split = calibration_and_holdout_data(
        ORDERS, "who", "on", "2024-01-31", "2024-03-10", monetary_value_col="worth"
    )
    first = split.loc[1, ["frequency_cal", "frequency_holdout", "monetary_value_holdout"]]
    assert first.tolist() == [1, 1, 40]
    assert split.loc[3, ["frequency_cal", "T_cal", "frequency_holdout"]].tolist() == [0, 0, 1]
    assert split.loc[2, "frequency_holdout"] == 0
    assert (split["duration_holdout"] == 39).all()


def test_the_published_summary_of_cdnow_is_reproduced(shared_data):
    file = shared_data / "cdnow" / "cdnow_customers_summary_with_transactions.csv"
    published = pd.read_csv(file, index_col="ID")
    summary = summary_data_from_transaction_data(
        sample(shared_data), **COLUMNS, observation_period_end="1997-09-30"
    )
    ours = summary.assign(recency=summary["recency"] / 7, T=summary["T"] / 7)
    assert np.array_equal(ours["frequency"], published["x"])
    assert ours["recency"].to_numpy() == pytest.approx(published["t_x"], abs=0.006)
    assert ours["T"].to_numpy() == pytest.approx(published["T"], abs=0.006)
    assert ours["monetary_value"].to_numpy() == pytest.approx(published["zbar"], abs=0.006)


def test_the_classic_pictures_are_drawn(night):
    model = BetaGeo().set_learned({"r": 0.9, "alpha": 45.0, "a": 0.8, "b": 4.0})
    split = calibration_and_holdout_data(ORDERS, "who", "on", "2024-01-31", "2024-03-10")
    tracking = night.table("mart.tracking")
    figures = [
        plots.plot_frequency_recency_matrix(model, 365, 30),
        plots.plot_probability_alive_matrix(model, 365),
        plots.plot_calibration_purchases_vs_holdout_purchases(model, split),
        plots.plot_cumulative_transactions(tracking),
        plots.plot_incremental_transactions(tracking),
    ]
    assert [len(figure.data) for figure in figures] == [1, 1, 2, 2, 2]
    alive = np.asarray(figures[1].data[0].z)
    assert alive.shape == (30, 60)
    assert (np.diff(alive, axis=1) > 0).all()
    assert np.asarray(figures[3].data[0].y)[-1] == tracking["actual"].iloc[-1]


@pytest.mark.parametrize("customers", [[1, 2], ["a", "b"]])
def test_nobody_seen_yet_is_an_empty_summary(customers):
    orders = pd.DataFrame({"who": customers, "on": pd.to_datetime(["2024-01-01"] * 2), "worth": [1.0, 2.0]})
    for seen, end in ((orders, "2023-12-31"), (orders.head(0), "2024-12-31")):
        summary = summary_data_from_transaction_data(seen, **COLUMNS, observation_period_end=end)
        assert summary.columns.tolist() == ["frequency", "recency", "T", "monetary_value"]
        assert summary.empty


@pytest.mark.parametrize("column", ["who", "on", "worth"])
def test_an_order_that_lacks_something_is_not_left_out_in_silence(column):
    gap = ORDERS.assign(**{column: ORDERS[column].where(ORDERS.index != 6)})
    with pytest.raises(ValueError, match=f"{column} is missing in 1 orders"):
        summary_data_from_transaction_data(gap, **COLUMNS, as_of="2024-02-10")
    with pytest.raises(ValueError, match=f"{column} is missing in 1 orders"):
        calibration_and_holdout_data(gap, "who", "on", "2024-01-31", "2024-03-10", monetary_value_col="worth")


def test_moments_are_dates_not_numbers():
    with pytest.raises(ValueError, match="holds numbers"):
        summary_data_from_transaction_data(ORDERS.assign(on=20240101), **COLUMNS, as_of="2024-02-10")
    with pytest.raises(ValueError, match="no column when"):
        summary_data_from_transaction_data(ORDERS, "who", "when", as_of="2024-02-10")


def test_moments_with_a_time_zone_are_read_as_the_local_time_they_show():
    there = ORDERS.assign(on=ORDERS["on"].dt.tz_localize("Asia/Shanghai"))
    for orders in (there, there.assign(on=there["on"].astype(object))):
        found = summary_data_from_transaction_data(orders, **COLUMNS, as_of="2024-02-10")
        assert found.equals(summary_data_from_transaction_data(ORDERS, **COLUMNS, as_of="2024-02-10"))


def test_something_must_be_held_out():
    with pytest.raises(ValueError, match="nothing is held out"):
        calibration_and_holdout_data(ORDERS, "who", "on", "2024-03-10", "2024-01-31")
