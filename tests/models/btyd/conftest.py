"""CDNOW as the papers count it: weeks from the first purchase day to the end of September 1997."""

import numpy as np
import pandas as pd
import pytest

CALIBRATION_ENDS = pd.Timestamp("1997-09-30")


@pytest.fixture(scope="session")
def cdnow_sample(shared_data):
    """The 2,357 customers of the papers, with their orders in the 39 weeks held out."""
    file = shared_data / "cdnow" / "CDNOW_sample.txt"
    names = ["master", "customer_id", "on", "cds", "amount"]
    return histories(pd.read_csv(file, sep=r"\s+", header=None, names=names, dtype={"on": str}))


@pytest.fixture(scope="session")
def cdnow_full(shared_data):
    """All 23,570 customers, likewise."""
    file = shared_data / "cdnow" / "CDNOW_master.txt"
    names = ["customer_id", "on", "cds", "amount"]
    return histories(pd.read_csv(file, sep=r"\s+", header=None, skiprows=1, names=names, dtype={"on": str}))


def histories(orders):
    """Frequency, recency, T, monetary value, and `held_out` purchase days afterwards."""
    orders["on"] = pd.to_datetime(orders["on"], format="%Y%m%d")
    days = orders.groupby(["customer_id", "on"], as_index=False)["amount"].sum()
    before, after = days[days["on"] <= CALIBRATION_ENDS], days[days["on"] > CALIBRATION_ENDS]
    span = before.groupby("customer_id")["on"].agg(["min", "max", "size"])
    repeats = before[before["on"] > before["customer_id"].map(span["min"])]
    return pd.DataFrame(
        {
            "frequency": span["size"] - 1,
            "recency": (span["max"] - span["min"]).dt.days / 7,
            "T": (CALIBRATION_ENDS - span["min"]).dt.days / 7,
            "monetary_value": repeats.groupby("customer_id")["amount"].mean(),
            "held_out": after.groupby("customer_id").size().reindex(span.index).fillna(0),
        }
    ).reset_index()


@pytest.fixture(scope="session")
def assert_exact():
    """Gradient and Hessian of a log-likelihood against central differences."""

    def check(objective, at, rel=1e-6):
        _, gradient, hessian = objective(at)
        for i in range(len(at)):
            step = np.zeros(len(at))
            step[i] = 1e-5 * at[i]
            above, below = objective(at + step), objective(at - step)
            assert gradient[i] == pytest.approx((above[0] - below[0]) / (2 * step[i]), rel=rel)
            assert hessian[i] == pytest.approx((above[1] - below[1]) / (2 * step[i]), rel=1e-5, abs=1e-5)

    return check


@pytest.fixture(scope="session")
def assert_recovered():
    """The standardised errors of several fits are like draws of a standard normal."""

    def check(models, truth):
        scores = [(model.learned - truth) / list(model.standard_errors_.values()) for model in models]
        assert np.abs(scores).max() < 4
        assert 0.85 <= (np.abs(scores) < 1.96).mean() <= 1

    return check
