import numpy as np
import pytest
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

from models import metrics


@pytest.fixture
def outcome():
    draw = np.random.default_rng(2)
    predicted = draw.random(500).round(2)
    return (draw.random(500) < predicted).astype(float), predicted


def test_one_row_of_ones_is_the_plain_metric(outcome):
    actual, predicted = outcome
    once = np.ones((1, len(actual)))
    assert metrics.auc(actual, predicted, once)[0] == pytest.approx(roc_auc_score(actual, predicted))
    assert metrics.brier(actual, predicted, once)[0] == pytest.approx(brier_score_loss(actual, predicted))
    inside = np.clip(predicted, 1e-6, 1 - 1e-6)
    assert metrics.log_loss(actual, predicted, once)[0] == pytest.approx(log_loss(actual, inside))


@pytest.mark.parametrize("name", list(metrics.METRICS))
def test_weights_are_repeated_customers(outcome, name):
    actual, predicted = outcome
    weight = np.random.default_rng(3).integers(1, 4, len(actual))
    metric = metrics.METRICS[name]
    found = metric(actual, predicted, weight[None].astype(float))[0]
    if name == "ece":
        return
    repeated = np.repeat(actual, weight), np.repeat(predicted, weight)
    assert found == pytest.approx(metric(*repeated, np.ones((1, weight.sum())))[0])


def test_calibration_error_is_how_far_promises_are_off():
    predicted = np.full(1000, 0.3)
    actual = (np.arange(1000) < 200).astype(float)
    assert metrics.ece(actual, predicted, np.ones((1, 1000)))[0] == pytest.approx(0.1)


def test_nothing_to_compare_is_missing_not_an_error():
    zeros, once = np.zeros(5), np.ones((1, 5))
    assert np.isnan(metrics.auc(zeros, zeros, once)[0])
    assert np.isnan(metrics.sum_ratio(zeros, zeros, once)[0])


def test_loss_makes_less_the_better():
    assert metrics.loss("auc", np.array([0.8])) < metrics.loss("auc", np.array([0.7]))
    assert metrics.loss("sum_ratio", np.array([0.9])) < metrics.loss("sum_ratio", np.array([1.2]))


def test_resamples_begin_with_the_customers_as_they_are():
    weight = metrics.resamples(50, seed=1)
    assert (weight[0] == 1).all()
    assert np.array_equal(weight, metrics.resamples(50, seed=1))
