import numpy as np
import pandas as pd
import pytest

from models.btyd import FitError, ShiftedBetaGeometric
from models.btyd.shifted_beta_geometric import Likelihood

# Fader & Hardie (2007), table 1: customers of 1,000 left after as many years.
HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491]
REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241]


def contracts(left):
    lost = -np.diff(left)
    return pd.DataFrame({"T": [*range(7), 7], "is_lost": [True] * 7 + [False], "weight": [*lost, left[-1]]})


@pytest.mark.parametrize(
    ("left", "parameters", "log_likelihood", "twelfth"),
    [(HIGH_END, [0.668, 3.806], -1611.2, 0.378), (REGULAR, [0.704, 1.182], -1680.3, 0.170)],
)
def test_the_published_contracts_are_reproduced(left, parameters, log_likelihood, twelfth):
    model = ShiftedBetaGeometric().fit(contracts(left))
    assert np.round(model.learned, 3) == pytest.approx(parameters)
    assert round(model.log_likelihood_, 1) == log_likelihood
    assert model.survival(12) == pytest.approx(twelfth, abs=5e-4)
    assert model.converged_


def test_gradient_and_hessian_are_exact(assert_exact):
    assert_exact(Likelihood(contracts(REGULAR)), np.array([0.9, 2.0]))


def test_renewals_survival_and_residual_lifetime_agree():
    model = ShiftedBetaGeometric().set_learned({"alpha": 0.7, "beta": 1.2})
    survival = model.survival(np.arange(4000))
    frame = pd.DataFrame({"T": [0, 3, 3], "is_lost": [False, False, True]})
    assert model.predict(frame, 5) == pytest.approx(
        [survival[1:6].sum(), survival[4:9].sum() / survival[3], 0]
    )
    assert model.retention_rate(3) == pytest.approx(survival[3] / survival[2])
    assert model.expected_cumulative([0, 5]) == pytest.approx([0, survival[1:6].sum()])
    discounted = (survival[1:] / 1.1 ** np.arange(3999)).sum()
    assert model.residual_lifetime(1, 0.1) == pytest.approx(discounted, rel=1e-6)


def test_true_parameters_are_recovered_within_their_errors(assert_recovered):
    models = []
    for seed in range(60):
        draw = np.random.default_rng(seed)
        left_in, watched = draw.geometric(draw.beta(0.7, 1.2, 4000)), draw.integers(1, 9, 4000)
        is_lost = left_in <= watched
        frame = pd.DataFrame({"T": np.where(is_lost, left_in - 1, watched), "is_lost": is_lost})
        models.append(ShiftedBetaGeometric().fit(frame))
    assert_recovered(models, [0.7, 1.2])


def test_what_cannot_be_told_is_named():
    with pytest.raises(FitError, match="nobody has left"):
        ShiftedBetaGeometric().fit(pd.DataFrame({"T": [3, 4], "is_lost": [False, False]}))
    with pytest.raises(FitError, match="no column is_lost"):
        ShiftedBetaGeometric().fit(pd.DataFrame({"T": [3, 4]}))
    alike = pd.DataFrame({"T": [2] * 20, "is_lost": [True] * 20})
    assert ShiftedBetaGeometric().fit(alike).diagnosis_
