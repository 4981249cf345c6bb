"""Companies too small or too uniform to learn from: the door answers, and says what the answer rests on."""

import numpy as np
import pytest
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import regulars
from models.btyd import BetaGeo
from regulars.trial import backtest

SMALL = {
    "one customer": lambda company, maker: company.buy("C1", [10, 200, 500]),
    "thirty customers": lambda company, maker: company.add("orders", maker.buyers(30, 730)),
    "all alike": lambda company, maker: [company.buy(f"C{n}", [5, 365, 700], 10) for n in range(40)],
    "one order each": lambda company, maker: [company.buy(f"C{n}", [17 * n % 720], 10) for n in range(60)],
}


@pytest.fixture(params=SMALL, ids=str)
def small(request, tmp_path, publish):
    return regulars.open("latest", home=publish(tmp_path / "shop", SMALL[request.param]))


def test_every_buyer_has_a_value_and_what_it_rests_on(small):
    value = small.table("mart.lifetime_value")
    assert len(value) == len(small.histories())
    assert np.isfinite(value.select_dtypes("number")).all().all()
    assert (value["predicted_clv_365"] >= 0).all()
    told = small.orders_model is not None
    assert ("cohort average" not in set(value["basis"])) == told


def test_a_grade_is_never_given_on_trust(small):
    grades = small.table("mart.grades").set_index("model")
    if grades.loc["lifetime_value", "grade"] != "D":
        assert grades.loc["lifetime_value", "beats_baseline"]
    assert grades["sentence_en"].str.len().gt(20).all()


def answer(question):
    """What it gives, or the message with which it refuses."""
    try:
        return question()
    except ValueError as error:
        return str(error)


def test_a_model_of_ones_own_is_compared_or_the_reason_is_given(small):
    found = answer(lambda: backtest(small, usual()))
    if isinstance(found, str):
        assert "class" in found
    else:
        ranked = found[found["metric"] == "auc"]
        assert (ranked["yours"].isna() == ranked["lower"].isna()).all()


def test_a_fit_of_ones_own_says_what_is_wrong_with_it(small):
    found = answer(lambda: BetaGeo().fit(small.histories()))
    if isinstance(found, str):
        assert "bought twice" in found
    else:
        assert found.is_usable_ or found.diagnosis_


def usual():
    return make_pipeline(
        SimpleImputer(keep_empty_features=True), StandardScaler(), LogisticRegression(max_iter=500)
    )
