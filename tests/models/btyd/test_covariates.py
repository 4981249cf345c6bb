import numpy as np
import pandas as pd
import pytest
from sklearn.exceptions import NotFittedError

from models.btyd import BetaGeo, Covariates, FitError, ParetoNBD
from models.btyd.simulate import simulate_histories, simulate_lifetimes

LIVES = {"r": 0.8, "alpha": 60.0, "s": 0.7, "beta": 120.0}


def two_kinds(customers=6000, seed=1):
    """Customers from a shop buy e^.6 times as often and leave e^-.8 times as fast as the others."""
    kinds = (LIVES, LIVES | {"alpha": 60 / np.exp(0.6), "beta": 120 / np.exp(-0.8)})
    age = np.random.default_rng(seed).integers(30, 700, customers)
    frames = [simulate_lifetimes(customers, kind, age, seed + i, 90.0) for i, kind in enumerate(kinds)]
    return pd.concat([frame.assign(shop=i) for i, frame in enumerate(frames)], ignore_index=True)


def test_effects_on_both_rates_are_recovered_and_forecasts_follow_them():
    frame = two_kinds()
    model = Covariates(ParetoNBD(), ["shop"], on=("alpha", "beta")).fit(frame)
    off = (model.coefficients_.loc["shop"] - [0.6, -0.8]) / model.standard_errors_.loc["shop"]
    assert np.abs(off).max() < 3
    assert model.log_likelihood_ > ParetoNBD().fit(frame).log_likelihood_ + 50
    for kind in (0, 1):
        rows = frame[frame["shop"] == kind]
        assert model.predict(rows, 90).sum() == pytest.approx(rows["held_out"].sum(), rel=0.06)
    assert model.expected_cumulative(90, [1]) > 1.5 * model.expected_cumulative(90, [0])
    assert ((model.probability_alive(frame) >= 0) & (model.probability_of_order(frame, 30) <= 1)).all()


def test_a_trait_that_means_nothing_changes_nothing():
    frame = simulate_histories(3000, {"r": 0.6, "alpha": 60.0, "a": 0.8, "b": 2.5}, 500.0, 1)
    frame["trait"] = np.random.default_rng(1).integers(0, 3, len(frame))
    model = Covariates(BetaGeo(), ["trait"], on=("alpha", "a", "b")).fit(frame)
    assert (np.abs(model.coefficients_) < 3 * model.standard_errors_).all().all()
    assert model.log_likelihood_ - BetaGeo().fit(frame).log_likelihood_ < 8


def test_a_trait_that_never_varies_is_named():
    frame = two_kinds(500).assign(shop=1)
    model = Covariates(ParetoNBD(), ["shop"]).fit(frame)
    assert not model.converged_
    assert model.diagnose().query("not is_ok")["check"].tolist() == ["identifiability"]


def test_what_is_not_fitted_says_so():
    frame = two_kinds(50)
    for model in (ParetoNBD(), Covariates(ParetoNBD(), ["shop"])):
        with pytest.raises(NotFittedError, match="not fitted yet"):
            model.predict(frame, 30)
        with pytest.raises(NotFittedError, match="not fitted yet"):
            model.diagnose()


@pytest.mark.parametrize(
    ("change", "columns", "on", "message"),
    [({}, ["web"], ["alpha"], "no column web"), ({"shop": np.nan}, ["shop"], ["alpha"], "missing"),
     ({}, ["shop"], ["rate"], "no parameter rate")],
)  # fmt: skip
def test_what_cannot_be_is_named(change, columns, on, message):
    with pytest.raises(FitError, match=message):
        Covariates(BetaGeo(), columns, on=on).fit(two_kinds(50).assign(**change))
