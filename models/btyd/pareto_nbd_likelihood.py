"""The log-likelihood of Pareto/NBD over cells, with its gradient and Hessian."""

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma, expit, gammaln

from models.btyd.cells import Cells
from models.btyd.gammas import rise, trigamma
from models.btyd.newton import Part, Vector, inner, inners, spread, total

BLOCK = 2**12
NODES, WEIGHTS = np.polynomial.legendre.leggauss(24)
DEEPEST = 36.0
SMALLEST = 1e-300


class Likelihood:
    """Fader & Hardie (2005), note 009, equation 18, as a function of (r, alpha, s, beta).

    A customer is either alive at T, or left at some time tau since the last purchase, over which the
    density (alpha+tau)^-(r+x) s (beta+tau)^-(s+1) is integrated. The paper's 2F1 is this integral; its
    derivatives are moments of the logarithms and inverses of alpha+tau and beta+tau under the integrand.
    """

    def __init__(self, cells: Cells) -> None:
        self.frequency = cells.levels[0]
        self.weight = np.bincount(cells.codes[0], cells.weight, len(self.frequency))
        parts = [cells.where(slice(i, i + BLOCK)) for i in range(0, len(cells), BLOCK)]
        self.blocks = [(part.weight, *(part.values(column) for column in range(3))) for part in parts]

    def __call__(self, parameters: Vector) -> Part:
        """The log-likelihood, its gradient and its Hessian in the parameters."""
        blocks = (_block(parameters, *block) for block in self.blocks)
        return total([self._counts(*parameters), *blocks])

    def _counts(self, r: float, alpha: float, s: float, beta: float) -> Part:
        """Everything that depends on the frequency alone."""
        x, n, everybody = self.frequency, self.weight, self.weight.sum()
        value = inner(n, rise(gammaln, r, x)) + everybody * (r * np.log(alpha) + s * np.log(beta))
        gradient = np.array(
            [
                inner(n, rise(digamma, r, x)) + everybody * np.log(alpha),
                everybody * r / alpha,
                everybody * np.log(beta),
                everybody * s / beta,
            ]
        )
        hessian = np.zeros((4, 4))
        hessian[0, 0] = inner(n, rise(trigamma, r, x))
        hessian[[0, 1], [1, 0]] = everybody / alpha
        hessian[1, 1] = -everybody * r / alpha**2
        hessian[[2, 3], [3, 2]] = everybody / beta
        hessian[3, 3] = -everybody * s / beta**2
        return value, gradient, hessian


@dataclass(frozen=True)
class _Leaving:
    """The times since the last purchase at which a customer may have left, and how likely each is.

    `log_alpha` and `log_beta` are the logarithms of alpha+tau and beta+tau, a row per cell and a column per
    node; `share` weighs the nodes of a row, and `log_integral` is what the weights were divided by.
    """

    log_alpha: Vector
    log_beta: Vector
    share: Vector
    log_integral: Vector


def log_left(
    parameters: tuple[float | Vector, float, float | Vector], power: Vector, recency: Vector, age: Vector
) -> Vector:
    """log of s times the integral over `recency` to `age`, for (alpha, s, beta); alpha and beta may vary."""
    alpha, s, beta = parameters
    left = np.empty(len(power))
    for i in range(0, len(power), BLOCK):
        part = slice(i, i + BLOCK)
        a, b = (one if np.ndim(one) == 0 else one[part] for one in (alpha, beta))  # type: ignore[index]
        left[part] = _leaving(a, b, power[part], s + 1, recency[part], age[part]).log_integral
    left += np.log(s)
    return left


def _leaving(
    alpha: float | Vector, beta: float | Vector, power: Vector, drop: float, recency: Vector, age: Vector
) -> _Leaving:
    """Gauss-Legendre over v = log(c + tau), c the smaller of alpha and beta.

    In v the logarithm of the integrand is nearly straight; where it has fallen by e^-36 the range is cut.
    """
    shift = np.minimum(alpha, beta)
    low, high = np.log(shift + recency), np.log(shift + age)
    top = -power * np.log(alpha + recency) - drop * np.log(beta + recency) + low
    high = _cut(low, high, top, (power, alpha - shift), (drop, beta - shift))
    half = np.maximum((high - low) / 2, SMALLEST)[:, None]
    v = low[:, None] + half * (1 + NODES)
    log_alpha, log_beta = (_log_shifted(v, gap - shift) for gap in (alpha, beta))
    share = np.exp(v - power[:, None] * log_alpha - drop * log_beta - top[:, None]) * WEIGHTS
    mass = share.sum(axis=1)
    return _Leaving(log_alpha, log_beta, share / mass[:, None], top + np.log(mass * half[:, 0]))


def _log_shifted(v: Vector, gap: float | Vector) -> Vector:
    """log(gap + exp(v)), for one gap or a gap for each row."""
    if np.ndim(gap) == 0:
        return v if gap == 0 else np.log(gap + np.exp(v))
    shifted: Vector = np.log(np.asarray(gap)[:, None] + np.exp(v))
    return shifted


def _cut(
    low: Vector,
    high: Vector,
    top: Vector,
    buying: tuple[Vector, float | Vector],
    leaving: tuple[float, float | Vector],
) -> Vector:
    """Where the integrand has fallen far enough, by Newton steps from the right of a convex function."""
    (power, alpha), (drop, beta) = buying, leaving
    edge = high.copy()
    for _ in range(5):
        grown = np.exp(edge)
        fallen = top + power * np.log(alpha + grown) + drop * np.log(beta + grown) - edge - DEEPEST
        slope = power * grown / (alpha + grown) + drop * grown / (beta + grown) - 1
        is_deep = fallen > 0
        if not is_deep.any():
            break
        edge = np.where(is_deep, edge - fallen / np.where(is_deep, slope, 1.0), edge)
    return np.maximum(edge, low)


def _block(parameters: Vector, n: Vector, x: Vector, age: Vector, recency: Vector) -> Part:
    """Alive at T, or gone since the last purchase: the sum of both, weighted by how likely each is."""
    r, alpha, s, beta = parameters
    power = r + x
    left = _leaving(alpha, beta, power, s + 1, recency, age)
    log_alpha, log_beta = np.log(alpha + age), np.log(beta + age)
    log_stayed = -power * log_alpha - s * log_beta
    log_gone = np.log(s) + left.log_integral
    value = inner(n, np.logaddexp(log_stayed, log_gone))
    gone = expit(log_gone - log_stayed)
    here, away = n * (1 - gone), n * gone
    per_alpha, per_beta = 1 / (alpha + age), 1 / (beta + age)
    of_stayed = np.stack([-log_alpha, -power * per_alpha, -log_beta, -s * per_beta])
    of_gone, curvature = _moments(left, power, s, away)
    gradient = inners(here, of_stayed) + inners(away, of_gone)
    curvature += _curvature(here, per_alpha, per_beta, power, s)
    return value, gradient, curvature + spread(here * gone, of_gone - of_stayed)


def _curvature(weight: Vector, per_alpha: Vector, per_beta: Vector, power: Vector, s: float) -> Vector:
    """The summed Hessian of log((alpha+tau)^-power (beta+tau)^-s); its terms for a distribution of tau."""
    hessian = np.zeros((4, 4))
    hessian[[0, 1], [1, 0]] = -inner(weight, per_alpha)
    hessian[1, 1] = inner(weight, power * per_alpha**2)
    hessian[[2, 3], [3, 2]] = -inner(weight, per_beta)
    hessian[3, 3] = s * inner(weight, per_beta**2)
    return hessian


def _moments(left: _Leaving, power: Vector, s: float, weight: Vector) -> tuple[Vector, Vector]:
    """Gradient of the log integral per cell, and the weighted sum of its Hessian.

    The Hessian is the mean of the integrand's own, and the covariance of its gradient.
    """
    per_alpha, per_beta = np.exp(-left.log_alpha), np.exp(-left.log_beta)
    slopes = (-left.log_alpha, -power[:, None] * per_alpha, -left.log_beta, -(s + 1) * per_beta)
    weighted = [left.share * slope for slope in slopes]
    first = np.stack([one.sum(axis=1) for one in weighted])
    hessian = -spread(weight, first)
    for i, one in enumerate(weighted):
        one *= weight[:, None]
        for j in range(i + 1):
            hessian[i, j] = hessian[j, i] = hessian[i, j] + np.einsum("ij,ij->", one, slopes[j])
    hessian[0, 1] = hessian[1, 0] = hessian[0, 1] - inner(weight / power, -first[1])
    hessian[1, 1] -= np.einsum("ij,ij->", weighted[1], per_alpha)
    hessian[2, 3] = hessian[3, 2] = hessian[2, 3] - inner(weight, -first[3]) / (s + 1)
    hessian[3, 3] -= np.einsum("ij,ij->", weighted[3], per_beta)
    hessian[2, 2] -= weight.sum() / s**2
    first[2] += 1 / s
    return first, hessian
