"""Maximum likelihood over positive parameters, by Newton steps on their logarithms."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[Any]
Part = tuple[float, Vector, Vector]
Objective = Callable[[Vector], Part]

LONGEST_STEP = 1.5
FARTHEST = 14.0
FLATTEST = 1e-9
NEGLIGIBLE = 0.01


class FitError(ValueError):
    """The data cannot be fitted, or predicted from, at all; the message says what is missing."""


@dataclass(frozen=True)
class Maximum:
    """Where the climb ended: parameters, log-likelihood, covariance of the log parameters."""

    parameters: Vector
    log_likelihood: float
    covariance: Vector
    gradient: Vector
    steps: int
    is_flat: bool
    is_reached: bool


def maximise(objective: Objective, start: Vector, weight: float, tolerance: float, max_steps: int) -> Maximum:
    """Climb the log-likelihood of positive parameters from `start`, over their logarithms.

    `objective` gives the log-likelihood, its gradient and Hessian in the parameters themselves; `weight`
    is the number of customers, so that `tolerance` is a log-likelihood per customer. A climb that leaves
    `start` by more than e^14 in any parameter is stopped there, and counts as having reached a maximum if no
    more than a hundredth of a unit of log-likelihood was left to gain.
    """
    reached = climb(partial(in_logs, objective), np.log(start), weight, tolerance, max_steps)
    return replace(reached, parameters=np.exp(reached.parameters))


def climb(objective: Objective, start: Vector, weight: float, tolerance: float, max_steps: int) -> Maximum:
    """The same over unbounded parameters."""
    theta = start
    value, gradient, hessian = objective(theta)
    for step in range(1, max_steps + 1):
        direction, decrement = _direction(gradient, hessian)
        if decrement <= tolerance * weight:
            return _maximum(theta, value, gradient, hessian, weight, step, is_reached=True)
        theta, value, gradient, hessian, moved = _line_search(objective, theta, value, direction)
        if not moved or np.any(np.abs(theta - start) > FARTHEST):
            break
    is_reached = bool(_direction(gradient, hessian)[1] <= NEGLIGIBLE)
    return _maximum(theta, value, gradient, hessian, weight, step, is_reached)


def inner(weight: Vector, values: Vector) -> float:
    """The weighted sum, always added in the same order: a threaded BLAS does not promise that."""
    return float(np.einsum("i,i->", weight, values))


def inners(weight: Vector, rows: Vector) -> Vector:
    """The weighted sum of each row, likewise."""
    sums: Vector = np.einsum("ij,j->i", rows, weight)
    return sums


def spread(weight: Vector, rows: Vector) -> Vector:
    """The weighted sum of the outer products of the columns, likewise."""
    products: Vector = np.einsum("ik,jk->ij", rows * weight, rows)
    return products


def total(parts: Sequence[Part]) -> Part:
    """The sum of log-likelihoods, gradients and Hessians."""
    values, gradients, hessians = zip(*parts, strict=True)
    return sum(values), np.sum(gradients, axis=0), np.sum(hessians, axis=0)


def in_logs(objective: Objective, theta: Vector) -> Part:
    """The chain rule from parameters to their logarithms."""
    parameters = np.exp(theta)
    value, gradient, hessian = objective(parameters)
    gradient = gradient * parameters
    return value, gradient, hessian * np.outer(parameters, parameters) + np.diag(gradient)


def _direction(gradient: Vector, hessian: Vector) -> tuple[Vector, float]:
    """An ascent direction (negative curvature turned round), and the gain a quadratic promises along it."""
    curvature, axes = np.linalg.eigh(-hessian)
    floor = 1e-10 * max(float(np.abs(curvature).max()), 1e-300)
    along = axes.T @ gradient
    direction = axes @ (along / np.maximum(np.abs(curvature), floor))
    longest = float(np.abs(direction).max())
    gain = float(direction @ gradient) / 2
    return direction * min(1.0, LONGEST_STEP / max(longest, 1e-300)), gain


def _line_search(
    objective: Objective, theta: Vector, value: float, direction: Vector
) -> tuple[Vector, float, Vector, Vector, bool]:
    for halvings in range(30):
        trial = theta + direction / 2**halvings
        climbed = objective(trial)
        if np.isfinite(climbed[0]) and climbed[0] > value:
            return trial, *climbed, True
    return theta, *objective(theta), False


def _maximum(
    theta: Vector,
    value: float,
    gradient: Vector,
    hessian: Vector,
    weight: float,
    steps: int,
    is_reached: bool,
) -> Maximum:
    curvature = np.linalg.eigvalsh(-hessian)
    is_flat = bool(curvature.min() <= FLATTEST * weight)
    covariance = np.full_like(hessian, np.nan) if is_flat else np.linalg.inv(-hessian)
    return Maximum(theta, value, covariance, gradient, steps, is_flat, is_reached)
