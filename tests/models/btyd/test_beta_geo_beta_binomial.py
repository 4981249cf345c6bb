import numpy as np
import pandas as pd
import pytest

from models.btyd import BetaGeoBetaBinomial, FitError
from models.btyd.beta_geo_beta_binomial_likelihood import Likelihood

# Fader, Hardie & Shang (2010), table 1: donors of 1995 by the six years that followed.
DONORS = [
    (6, 6, 1203), (5, 6, 728), (4, 6, 512), (3, 6, 357), (2, 6, 234), (1, 6, 129), (5, 5, 335), (4, 5, 284),
    (3, 5, 225), (2, 5, 173), (1, 5, 119), (4, 4, 240), (3, 4, 181), (2, 4, 155), (1, 4, 78), (3, 3, 322),
    (2, 3, 255), (1, 3, 129), (2, 2, 613), (1, 2, 277), (1, 1, 1091), (0, 0, 3464),
]  # fmt: skip
TRUTH = {"alpha": 1.2, "beta": 0.8, "gamma": 0.7, "delta": 2.8}


def donors():
    return pd.DataFrame(DONORS, columns=["frequency", "recency", "weight"]).assign(T=6)


def simulated(customers, seed, occasions=8, later=0):
    draw = np.random.default_rng(seed)
    buys, leaves = draw.beta(1.2, 0.8, (customers, 1)), draw.beta(0.7, 2.8, (customers, 1))
    gone_at = draw.geometric(leaves)
    at = np.arange(1, occasions + later + 1)
    bought = (draw.random((customers, len(at))) < buys) & (at < gone_at)
    seen = bought[:, :occasions]
    last = np.where(seen.any(axis=1), occasions - np.argmax(seen[:, ::-1], axis=1), 0)
    frame = pd.DataFrame({"frequency": seen.sum(axis=1), "recency": last, "T": occasions})
    return frame.assign(held_out=bought[:, occasions:].sum(axis=1), is_alive=gone_at[:, 0] > occasions + 1)


def test_the_published_donations_are_reproduced():
    model = BetaGeoBetaBinomial().fit(donors())
    assert np.round(model.learned, 3) == pytest.approx([1.204, 0.750, 0.657, 2.783])
    assert round(model.log_likelihood_, 1) == -33225.6
    assert model.converged_
    expected = model.predict(donors(), 5)
    assert np.round(expected[[0, -1]], 2) == pytest.approx([3.75, 0.07])
    assert round(model.probability_alive(donors())[0], 2) == 0.93


def test_gradient_and_hessian_are_exact(assert_exact):
    frame = donors()
    columns = (frame[name].to_numpy(float) for name in ("frequency", "recency", "T", "weight"))
    assert_exact(Likelihood(*columns), np.array([1.0, 0.9, 0.8, 2.0]))


def test_true_parameters_are_recovered_within_their_errors(assert_recovered):
    models = [BetaGeoBetaBinomial().fit(simulated(5000, seed)) for seed in range(15)]
    assert_recovered(models, list(TRUTH.values()))


def test_probabilities_and_purchases_match_simulation():
    frame = simulated(100_000, 2, later=5)
    model = BetaGeoBetaBinomial().set_learned(TRUTH)
    assert model.probability_alive(frame).mean() == pytest.approx(frame["is_alive"].mean(), abs=0.005)
    assert model.predict(frame, 5).sum() == pytest.approx(frame["held_out"].sum(), rel=0.02)
    assert model.expected_cumulative(8) == pytest.approx(frame["frequency"].mean(), rel=0.02)
    assert model.expected_cumulative(0) == 0


def test_what_cannot_be_is_named():
    with pytest.raises(FitError, match="more often"):
        BetaGeoBetaBinomial().fit(pd.DataFrame({"frequency": [3], "recency": [2], "T": [4]}))
    with pytest.raises(FitError, match="bought twice"):
        BetaGeoBetaBinomial().fit(pd.DataFrame({"frequency": [0], "recency": [0], "T": [4]}))
    assert BetaGeoBetaBinomial().fit(pd.DataFrame({"frequency": [4], "recency": [4], "T": [4]})).diagnosis_
