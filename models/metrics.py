"""How wrong a forecast was, for one weighting of the customers or for many at once.

Every metric takes outcomes and predictions of n customers and a matrix of weights, a row for each resample,
and gives a value for each row. A row of ones is the plain metric; Poisson rows are its bootstrap.
"""

from collections.abc import Callable

import numpy as np

from models.btyd.newton import Vector

Metric = Callable[[Vector, Vector, Vector], Vector]
RESAMPLES = 200
BINS = 10
SMALLEST = 1e-6


def auc(actual: Vector, predicted: Vector, weight: Vector) -> Vector:
    """The chance that a positive is ranked above a negative, ties counting one half.

    >>> auc(np.array([0, 0, 1, 1]), np.array([.1, .4, .4, .8]), np.ones((1, 4)))
    array([0.875])
    """
    order = np.argsort(predicted, kind="stable")
    starts = np.flatnonzero(np.diff(predicted[order], prepend=-np.inf))
    ordered, label = weight[:, order], actual[order]
    positive = np.add.reduceat(ordered * label, starts, axis=1)
    negative = np.add.reduceat(ordered * (1 - label), starts, axis=1)
    below = np.cumsum(negative, axis=1) - negative / 2
    pairs = positive.sum(axis=1) * negative.sum(axis=1)
    return _over((positive * below).sum(axis=1), pairs)


def brier(actual: Vector, predicted: Vector, weight: Vector) -> Vector:
    """Mean squared error of a probability."""
    return _mean((predicted - actual) ** 2, weight)


def log_loss(actual: Vector, predicted: Vector, weight: Vector) -> Vector:
    """Mean negative log-likelihood of a probability, kept off certainty by 1e-6."""
    kept = np.clip(predicted, SMALLEST, 1 - SMALLEST)
    return _mean(-np.where(actual > 0, np.log(kept), np.log1p(-kept)), weight)


def ece(actual: Vector, predicted: Vector, weight: Vector) -> Vector:
    """Expected calibration error: how far promised and found rates are apart in tenths of the customers."""
    places = bins(predicted)
    off = np.stack([weight @ np.where(places == one, predicted - actual, 0) for one in range(BINS)])
    return _over(np.abs(off).sum(axis=0), weight.sum(axis=1))


def mae(actual: Vector, predicted: Vector, weight: Vector) -> Vector:
    """Mean absolute error."""
    return _mean(np.abs(predicted - actual), weight)


def rmse(actual: Vector, predicted: Vector, weight: Vector) -> Vector:
    """Root mean squared error."""
    return np.sqrt(_mean((predicted - actual) ** 2, weight))


def sum_ratio(actual: Vector, predicted: Vector, weight: Vector) -> Vector:
    """Sum of predictions over sum of outcomes."""
    return _over(weight @ predicted, weight @ actual)


METRICS: dict[str, Metric] = {
    "auc": auc, "brier": brier, "log_loss": log_loss, "ece": ece,
    "mae": mae, "rmse": rmse, "sum_ratio": sum_ratio,
}  # fmt: skip


def loss(metric: str, value: Vector) -> Vector:
    """The metric turned so that less is better."""
    if metric == "auc":
        return 1 - value
    return np.abs(np.log(np.maximum(value, SMALLEST))) if metric == "sum_ratio" else value


def bins(predicted: Vector) -> Vector:
    """The tenth of the customers that each falls into by prediction; equal predictions stay together."""
    edges = np.quantile(predicted, np.arange(1, BINS) / BINS)
    return np.searchsorted(edges, predicted)


def resamples(customers: int, seed: int) -> Vector:
    """Poisson bootstrap weights, a row for each resample; the first row is the customers as they are."""
    drawn = np.random.default_rng(seed).poisson(1.0, (RESAMPLES, customers)).astype(float)
    return np.concatenate([np.ones((1, customers)), drawn])


def _mean(values: Vector, weight: Vector) -> Vector:
    return _over(weight @ values, weight.sum(axis=1))


def _over(above: Vector, below: Vector) -> Vector:
    """A ratio; missing where it is over nothing."""
    ratio: Vector = above / np.where(below == 0, np.nan, below)
    return ratio
