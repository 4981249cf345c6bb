"""What campaigns changed, from the counts of their arms."""

import numpy as np
import pandas as pd
import pytest

from models.uplift import calibration_slope, compare, detectable_uplift, imbalance, pool, sample_size

COLUMNS = [
    *("campaign_id", "campaign_name", "offer", "channel", "stage", "is_control"),
    *("customers", "responders", "revenue", "revenue_squares"),
]


def arms(*rows):
    return pd.DataFrame(
        [("c1", "Spring", "voucher", "email", *row, row[3] * 50.0, row[3] * 2600.0) for row in rows],
        columns=COLUMNS,
    )


def test_verdicts():
    result = compare(
        arms(
            ("first_order", False, 1000, 150), ("first_order", True, 500, 40),
            ("repeat", False, 1000, 110), ("repeat", True, 500, 50),
            ("regular", False, 1000, 100), ("regular", True, 500, 90),
        )
    ).set_index("stage")  # fmt: skip
    assert result["verdict"].to_dict() == {
        "first_order": "works",
        "regular": "harms",
        "repeat": "cannot tell",
    }
    first = result.loc["first_order"]
    assert first["uplift"] == pytest.approx(0.07)
    assert first["revenue_uplift"] == pytest.approx(7.5 - 4.0)
    assert first["revenue_lower"] < 3.5 < first["revenue_upper"]


def test_a_log_without_control_proves_nothing():
    result = compare(arms(("all", False, 1000, 150)))
    assert result["verdict"].tolist() == ["cannot tell"]
    assert result[["uplift", "lower", "upper"]].isna().all(axis=None)
    pooled = pool(arms(("repeat", False, 1000, 150)))
    assert pooled[["evidence", "customers"]].to_numpy().tolist() == [["none", 0]]


def test_no_campaign_at_all():
    nothing = arms()
    assert compare(nothing).empty
    assert list(pool(nothing).columns)[:4] == ["offer", "channel", "stage", "uplift"]
    assert imbalance(compare(nothing)).empty


def test_campaigns_are_pooled_within_their_own_rates():
    """Simpson's trap: pooled counts would show harm where both campaigns help."""
    spring = arms(("repeat", False, 100, 40), ("repeat", True, 900, 315))
    autumn = arms(("repeat", False, 900, 90), ("repeat", True, 100, 5)).assign(campaign_id="c2")
    pooled = pool(pd.concat([spring, autumn])).iloc[0]
    assert pooled["uplift"] == pytest.approx(0.05)
    assert pooled["customers"] == 2000


def test_an_uneven_draw_is_noticed():
    fair = compare(
        arms(
            ("repeat", False, 900, 90),
            ("repeat", True, 100, 9),
            ("regular", False, 450, 9),
            ("regular", True, 50, 1),
        )
    )
    assert imbalance(fair).iloc[0] > 0.5
    unfair = compare(
        arms(
            ("repeat", False, 900, 90),
            ("repeat", True, 100, 9),
            ("regular", False, 300, 9),
            ("regular", True, 200, 1),
        )
    )
    assert imbalance(unfair).iloc[0] < 1e-6


def test_the_size_of_a_test_gives_its_power():
    rate, uplift = 0.1, 0.03
    size = sample_size(rate, uplift)
    rng = np.random.default_rng(4)
    treated, control = rng.binomial(size, rate + uplift, 20_000), rng.binomial(size, rate, 20_000)
    error = np.sqrt((treated * (size - treated) + control * (size - control)) / size**3)
    assert np.mean((treated - control) / size > 1.96 * error) == pytest.approx(0.8, abs=0.02)
    assert detectable_uplift(rate, size, size) == pytest.approx(uplift, rel=0.15)
    assert detectable_uplift(rate, size, 0) == np.inf


def test_the_calibration_slope_is_the_part_of_the_differences_that_came_true():
    bins = pd.DataFrame({"origin": 1, "predicted": [10.0, 20.0, 30.0], "customers": [5, 5, 5]})
    half = bins.assign(observed=[15.0, 20.0, 25.0])
    assert calibration_slope(bins.assign(observed=[10.0, 20.0, 30.0])) == pytest.approx(1)
    assert calibration_slope(half) == pytest.approx(0.5)
    assert calibration_slope(bins.assign(observed=[30.0, 20.0, 10.0])) == 0
    assert calibration_slope(bins.iloc[:0].assign(observed=[])) == 1
    richer_season = half.assign(origin=2, predicted=half["predicted"] * 2, observed=half["observed"] * 3)
    assert calibration_slope(pd.concat([half, richer_season])) == pytest.approx(0.5)


def test_hillstrom_visits(shared_data):
    """The published difference of the women's e-mail: 15.1 % against 10.6 % visited."""
    people = pd.read_csv(shared_data / "hillstrom" / "hillstrom.csv")
    chosen = people[people["segment"] != "Mens E-Mail"]
    counted = chosen.groupby("segment").agg(
        customers=("visit", "size"), responders=("visit", "sum"), revenue=("spend", "sum"),
        revenue_squares=("spend", lambda spend: (spend**2).sum()),
    ).reset_index()  # fmt: skip
    table = counted.assign(
        campaign_id="h", campaign_name="Hillstrom", offer="women", channel="email", stage="all",
        is_control=counted["segment"] == "No E-Mail",
    )  # fmt: skip
    result = compare(table).iloc[0]
    assert result["uplift"] == pytest.approx(0.0452, abs=5e-5)
    assert result["revenue_uplift"] == pytest.approx(0.4244, abs=5e-4)
    assert result["verdict"] == "works"
    assert result["revenue_lower"] > 0
