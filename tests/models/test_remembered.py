"""Answers are told apart by content, and the oldest make room."""

import numpy as np
import pandas as pd
import pytest

from models import remembered as memory
from models.btyd import BetaGeo
from models.btyd.simulate import simulate_histories
from models.remembered import remembered
from models.value_choice import fit_past

FRAME = pd.DataFrame({"x": [1, 2, 3], "y": [1.0, np.nan, 0.0], "z": [7, 8, 9]})


@pytest.fixture
def asked():
    """A function of x and y, and every frame that it was really asked about."""
    frames = []

    @remembered("x", "y")
    def total(name, frame):
        frames.append(frame)
        return f"{name} {frame['x'].sum()}"

    return total, frames


@pytest.mark.parametrize(
    "same",
    [FRAME.copy(), FRAME.assign(z=0), FRAME[["y", "x"]], FRAME.set_index([[5, 6, 7]]),
     FRAME.astype({"x": "Int32", "y": "Float64"})],
)  # fmt: skip
def test_the_same_numbers_are_asked_about_once(asked, same):
    total, frames = asked
    assert total("a", FRAME) == total("a", same) == "a 6"
    assert len(frames) == 1


@pytest.mark.parametrize(
    "other",
    [FRAME.iloc[::-1], FRAME.head(2), FRAME.assign(x=[1, 2, 4]), FRAME.assign(y=[1.0, 0.0, 0.0]),
     FRAME[["x", "z"]], FRAME.rename(columns={"x": "y", "y": "x"})],
)  # fmt: skip
def test_other_numbers_are_not_taken_for_the_same(asked, other):
    total, frames = asked
    total("a", FRAME)
    assert total("a", other) == f"a {other['x'].sum()}"
    assert len(frames) == 2


def test_names_tell_answers_apart_and_the_latest_stay(asked, monkeypatch):
    monkeypatch.setattr(memory, "MOST", 2)
    total, frames = asked
    assert [total(name, FRAME) for name in "abacb"] == ["a 6", "b 6", "a 6", "c 6", "b 6"]
    assert len(frames) == 4


def test_a_past_day_is_fitted_once_in_a_night(monkeypatch):
    fits, fit = [], BetaGeo.fit
    monkeypatch.setattr(BetaGeo, "fit", lambda self, *given: fits.append(1) or fit(self, *given))
    seen = simulate_histories(500, {"r": 0.9, "alpha": 45.0, "a": 0.8, "b": 4.0}, 400.0, 77)
    first, again = fit_past("beta_geo", seen), fit_past("beta_geo", seen.copy())
    assert len(fits) == 1
    assert again.learned.tolist() == first.learned.tolist() == BetaGeo().fit(seen).learned.tolist()
