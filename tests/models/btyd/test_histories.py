"""Impossible histories are refused in words, by a fit and by a prediction alike; nothing is made of them."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from models.btyd import (
    BetaGeo,
    BetaGeoBetaBinomial,
    Covariates,
    FitError,
    GammaGamma,
    ModifiedBetaGeo,
    ParetoNBD,
    RegularBetaGeo,
    ShiftedBetaGeometric,
)

ORDERS = {
    BetaGeo: {"r": 0.3, "alpha": 9.0, "a": 0.8, "b": 2.5},
    ModifiedBetaGeo: {"r": 0.3, "alpha": 9.0, "a": 0.8, "b": 2.5},
    ParetoNBD: {"r": 0.5, "alpha": 10.0, "s": 0.6, "beta": 12.0},
    RegularBetaGeo: {"r": 0.3, "alpha": 9.0, "a": 0.8, "b": 2.5, "k": 2},
    BetaGeoBetaBinomial: {"alpha": 1.2, "beta": 0.8, "gamma": 0.7, "delta": 2.8},
}
USUAL = pd.DataFrame(
    {"frequency": [0, 2, 5], "recency": [0, 20, 30], "T": [40, 40, 35], "monetary_value": [0.0, 9.5, 30.0]}
)


def changed(**columns):
    return USUAL.assign(**columns)


IMPOSSIBLE = {
    "frequency missing": (changed(frequency=[0, np.nan, 5]), "missing"),
    "recency missing": (changed(recency=[0, np.nan, 30]), "missing"),
    "T missing": (changed(T=[40, np.nan, 35]), "missing"),
    "T missing, nullable": (changed(T=pd.array([40, None, 35], "Int64")), "missing"),
    "T endless": (changed(T=[40, np.inf, 35]), "missing"),
    "T negative": (changed(recency=[0, 20, 30], T=[-5, 40, 35]), "T is negative"),
    "recency negative": (changed(recency=[-1, 20, 30]), "recency is negative"),
    "frequency negative": (changed(frequency=[-1, 2, 5]), "negative"),
    "half an order": (changed(frequency=[0, 2.5, 5]), "whole"),
    "recency beyond T": (changed(recency=[0, 50, 30]), "exceeds"),
    "repeated at once": (changed(recency=[0, 0, 30]), "recency zero"),
    "one order, later": (changed(recency=[10, 20, 30]), "one order"),
    "texts": (USUAL.astype({"T": "str"}), "not a number"),
    "texts as objects": (USUAL.astype({"T": "str"}).astype(object), "not a number"),
    "spans of time": (changed(T=pd.to_timedelta([40, 40, 35], unit="D")), "one unit"),
    "days of the calendar": (changed(T=pd.to_datetime(["2026-01-01"] * 3)), "one unit"),
    "no column": (USUAL.drop(columns="T"), "no column T"),
    "no frame": (USUAL.to_numpy(), "ndarray"),
}


@pytest.mark.parametrize("model", ORDERS)
@pytest.mark.parametrize("case", IMPOSSIBLE)
def test_nothing_is_made_of_an_impossible_history(model, case):
    frame, words = IMPOSSIBLE[case]
    known = model().set_learned(ORDERS[model])
    for question in (model().fit, known.probability_alive, lambda rows: known.predict(rows, 30)):
        with pytest.raises(FitError, match=words):
            question(frame)


@pytest.mark.parametrize("model", ORDERS)
def test_any_kind_of_number_gives_the_same(model):
    known = model().set_learned(ORDERS[model])
    usual = known.predict(USUAL, 30)
    histories = USUAL[["frequency", "recency", "T"]]
    kinds = [float, "int8", "Int64", "float32", object, "Float64"]
    for frame in [*map(histories.astype, kinds), histories.map(Decimal)]:
        assert known.predict(frame, 30) == pytest.approx(usual, rel=1e-5)


@pytest.mark.parametrize("model", ORDERS)
@pytest.mark.parametrize("days", [-1, np.nan, np.inf])
def test_no_prediction_looks_back_or_forever(model, days):
    with pytest.raises(FitError, match="from now on"):
        model().set_learned(ORDERS[model]).predict(USUAL, days)


@pytest.mark.parametrize("model", ORDERS)
def test_a_weight_is_there_and_not_negative(model):
    for weight, words in (([1, np.nan, 1], "missing"), ([1, -1, 1], "negative"), ([0, 0, 0], "bought twice")):
        with pytest.raises(FitError, match=words):
            model().fit(changed(weight=weight))


@pytest.mark.parametrize("model", ORDERS)
def test_nobody_is_predicted_as_nobody(model):
    known = model().set_learned(ORDERS[model])
    assert len(known.predict(USUAL.head(0), 30)) == len(known.probability_alive(USUAL.head(0))) == 0


def test_occasions_are_counted():
    known = BetaGeoBetaBinomial().set_learned(ORDERS[BetaGeoBetaBinomial])
    with pytest.raises(FitError, match="counted"):
        known.predict(USUAL, 1.5)
    with pytest.raises(FitError, match="whole numbers"):
        known.predict(changed(T=[40.5, 40, 35]), 2)
    with pytest.raises(FitError, match="more often"):
        known.predict(changed(frequency=[0, 21, 5]), 2)


@pytest.mark.parametrize(
    ("column", "values", "words"),
    [
        ("T", [1, -1], "negative"), ("T", [1, np.nan], "missing"), ("T", [1, np.inf], "missing"),
        ("T", ["1", "2"], "not a number"), ("is_lost", [1, 2], "true or false"),
        ("is_lost", [1, np.nan], "true or false"), ("is_lost", ["yes", "no"], "not a number"),
    ],
)  # fmt: skip
def test_a_contract_stays_a_while_and_is_given_up_or_not(column, values, words):
    frame = pd.DataFrame({"T": [1, 4], "is_lost": [True, False]}).assign(**{column: values})
    known = ShiftedBetaGeometric().set_learned({"alpha": 0.7, "beta": 1.2})
    for question in (ShiftedBetaGeometric().fit, lambda rows: known.predict(rows, 12)):
        with pytest.raises(FitError, match=words):
            question(frame)


def test_contracts_are_valued_once_for_equal_ages():
    known = ShiftedBetaGeometric().set_learned({"alpha": 0.7, "beta": 1.2})
    one = known.predict(pd.DataFrame({"T": [7], "is_lost": [0]}), 24)
    many = known.predict(pd.DataFrame({"T": [3, 7] * 500_000, "is_lost": [1, 0] * 500_000}), 24)
    assert (many == np.tile([0.0, one[0]], 500_000)).all()


def test_spend_is_a_number():
    model = GammaGamma()
    for values, words in ((["a"] * 3, "not a number"), ([1, np.inf, 2], "infinite")):
        with pytest.raises(FitError, match=words):
            model.fit(changed(monetary_value=values))


def test_a_customer_without_a_trait_is_refused():
    frame = pd.concat([USUAL] * 40, ignore_index=True).assign(web=[0.0, 1.0, 1.0] * 40)
    model = Covariates(BetaGeo(), ["web"]).fit(frame)
    with pytest.raises(FitError, match="a trait is missing"):
        model.predict(frame.assign(web=np.nan), 30)
