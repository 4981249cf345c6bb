import numpy as np
import pandas as pd
import pytest

from models.btyd import FitError, GammaGamma
from models.btyd.gamma_gamma_likelihood import Likelihood
from models.btyd.simulate import simulate_spend

TRUTH = {"p": 6.0, "q": 4.0, "v": 150.0}


def simulated(customers=5000, seed=1):
    frequency = np.random.default_rng(seed).geometric(0.4, customers) - 1
    return pd.DataFrame({"frequency": frequency, "monetary_value": simulate_spend(frequency, TRUTH, seed)})


def test_the_published_sample_is_reproduced(cdnow_sample):
    model = GammaGamma().fit(cdnow_sample)
    assert model.customers_ == 946
    assert round(model.p_, 2) == 6.25
    assert np.round(model.learned[1:], 3) == pytest.approx([3.744, 15.444])
    assert round(model.log_likelihood_, 3) == -4055.918


def test_gradient_and_hessian_are_exact(assert_exact):
    frame = simulated(200).query("frequency > 0")
    frequency, value = frame["frequency"].to_numpy(float), frame["monetary_value"].to_numpy()
    assert_exact(Likelihood(frequency, value, np.ones(len(frame))), np.array([5.0, 3.0, 120.0]))


def test_true_parameters_are_recovered_within_their_errors(assert_recovered):
    assert_recovered([GammaGamma().fit(simulated(seed=seed)) for seed in range(20)], list(TRUTH.values()))


def test_spend_that_depends_on_frequency_is_named():
    frame = simulated()
    model = GammaGamma().fit(frame)
    assert model.diagnose()["is_ok"].all()
    frame["monetary_value"] *= frame["frequency"]
    model = GammaGamma().fit(frame)
    assert model.is_usable_
    assert not model.diagnose().set_index("check").loc["independence", "is_ok"]


def test_weights_are_repeated_rows():
    frame = simulated(300)
    weight = np.random.default_rng(0).integers(0, 4, len(frame))
    weighted = GammaGamma().fit(frame.assign(weight=weight))
    repeated = GammaGamma().fit(frame.loc[frame.index.repeat(weight)])
    assert weighted.learned == pytest.approx(repeated.learned, rel=1e-5)


def test_spend_shrinks_towards_the_population():
    model = GammaGamma().set_learned(TRUTH)
    frame = pd.DataFrame({"frequency": [0, 1, 100, 3], "monetary_value": [np.nan, 900.0, 900.0, -5.0]})
    spend = model.predict(frame)
    assert model.expected_spend() == pytest.approx(300)
    assert spend[[0, 3]] == pytest.approx(300)
    assert 300 < spend[1] < spend[2] < 900


def test_too_few_repeaters_and_identical_spenders_are_named():
    with pytest.raises(FitError, match="repeat purchase"):
        GammaGamma().fit(pd.DataFrame({"frequency": [0, 1], "monetary_value": [np.nan, 3.0]}))
    same = pd.DataFrame({"frequency": [2] * 30, "monetary_value": [10.0] * 30})
    assert GammaGamma().fit(same).diagnosis_
