"""Drift is told from chance, and measured as the literature does."""

import numpy as np
import pandas as pd
import pytest

from models.drift import drift, profile


def frame(draw: np.random.Generator, rows: int, shift: float = 0.0) -> pd.DataFrame:
    orders = draw.poisson(3 + 3 * shift, rows)
    return pd.DataFrame(
        {
            "spend": draw.normal(100 * (1 + shift), 30, rows),
            "orders": orders,
            "gap": np.where(orders > 2, draw.gamma(2, 10, rows), np.nan),
            "flag": 1.0,
        }
    )


def test_the_same_population_is_stable_in_nearly_every_sample():
    draw = np.random.default_rng(1)
    learned = profile(frame(draw, 2000))
    found = pd.concat([drift(learned, frame(draw, 500)) for _ in range(100)])
    assert (found["verdict"] == "stable").all()
    assert (found["psi"] > found["chance"]).mean() < 0.03


def test_a_shift_is_found_and_named_by_its_feature():
    draw = np.random.default_rng(2)
    found = drift(profile(frame(draw, 3000)), frame(draw, 3000, 0.5)).set_index("feature")
    assert found.loc["spend", "verdict"] == "shifted"
    assert found.loc["orders", "verdict"] == "shifted"
    assert found.loc["flag", "psi"] == 0


def test_missing_values_are_a_bin_of_their_own():
    learned = pd.DataFrame({"gap": np.append(np.arange(500.0), [np.nan] * 500)})
    found = drift(profile(learned), pd.DataFrame({"gap": np.arange(500.0)}))
    assert found["verdict"].tolist() == ["shifted"]


def test_the_index_is_the_sum_over_the_bins():
    learned = profile(pd.DataFrame({"x": np.repeat([1.0, 2.0], [400, 600])}))
    psi = drift(learned, pd.DataFrame({"x": np.repeat([1.0, 2.0], [600, 400])}))["psi"].iloc[0]
    assert psi == pytest.approx((0.6 - 0.4) * np.log(0.6 / 0.4) * 2, rel=0.01)


def test_a_new_value_of_a_constant_is_seen():
    learned = profile(pd.DataFrame({"x": np.ones(1000)}))
    for value in (0.0, 9.0):
        assert drift(learned, pd.DataFrame({"x": np.full(1000, value)}))["verdict"].tolist() == ["shifted"]
