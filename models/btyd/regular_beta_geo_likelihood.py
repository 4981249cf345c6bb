"""The log-likelihood of MBG/CNBD-k over cells, with its exact gradient and Hessian."""

import numpy as np
from scipy.special import digamma, gammaln

from models.btyd.cells import Cells
from models.btyd.gammas import rise, trigamma
from models.btyd.newton import Part, Vector, inner, total

BLOCK = 2**14


class Likelihood:
    """Reutterer, Platzer & Schroeder (2020) as a function of (r, alpha, a, b), for one `k`.

    An Erlang-k gap is k hidden Poisson steps, so those still alive are a mixture over the steps made since
    the last purchase. The gaps enter by their sum alone, the recency, whose density given k is a gamma's;
    `log_likelihood` is then on the scale of MBG/NBD, of which k = 1 is the whole.
    """

    def __init__(self, cells: Cells, k: int) -> None:
        self.k = k
        self.frequency = cells.levels[0]
        self.weight = np.bincount(cells.codes[0], cells.weight, len(self.frequency))
        self.constant = _regularity(cells, k)
        self.blocks = [
            _Block(cells.where(slice(i, i + BLOCK)), k) for i in range(0, max(len(cells), 1), BLOCK)
        ]

    def __call__(self, parameters: Vector) -> Part:
        """The log-likelihood, its gradient and its Hessian in the parameters."""
        return total([self._counts(*parameters), *(block(*parameters) for block in self.blocks)])

    def _counts(self, r: float, alpha: float, a: float, b: float) -> Part:
        """Everything that depends on the frequency alone."""
        steps, chances, n = self.k * self.frequency, self.frequency + 1, self.weight
        rises = rise(gammaln, r, steps) + rise(gammaln, b, chances) - rise(gammaln, a + b, chances)
        value = inner(n, rises + r * np.log(alpha)) + self.constant
        ab = -inner(n, rise(digamma, a + b, chances))
        by_r = inner(n, rise(digamma, r, steps) + np.log(alpha))
        gradient = np.array([by_r, n.sum() * r / alpha, ab, ab + inner(n, rise(digamma, b, chances))])
        hessian = np.zeros((4, 4))
        hessian[0, 0] = inner(n, rise(trigamma, r, steps))
        hessian[0, 1] = hessian[1, 0] = n.sum() / alpha
        hessian[1, 1] = -n.sum() * r / alpha**2
        hessian[2:, 2:] = -inner(n, rise(trigamma, a + b, chances))
        hessian[3, 3] += inner(n, rise(trigamma, b, chances))
        return value, gradient, hessian


def _regularity(cells: Cells, k: int) -> float:
    """The density of the recency that k gaps' steps have, over that of single steps."""
    x, recency = cells.values(0), cells.values(2)
    steps = np.where(x > 0, k * x, 1.0)
    ones = np.where(x > 0, x, 1.0)
    logs = np.log(np.where(x > 0, recency, 1.0))
    return inner(cells.weight, (steps - ones) * logs - gammaln(steps) + gammaln(ones))


class _Block:
    """Some cells: alive and k - 1 steps into the next gap at most, or gone after the last purchase."""

    def __init__(self, cells: Cells, k: int) -> None:
        self.weight, self.k = cells.weight, k
        self.x, self.age, self.recency = (cells.values(column) for column in range(3))

    def __call__(self, r: float, alpha: float, a: float, b: float) -> Part:
        n, m = self.weight, r + self.k * self.x
        log_sum, first, second = steps_since(m, (self.age - self.recency) / (alpha + self.age), self.k)
        per_age, per_recency, per_b = 1 / (alpha + self.age), 1 / (alpha + self.recency), 1 / (b + self.x)
        log_age = np.log(alpha + self.age)
        here = log_sum - m * log_age
        odds = m * np.log(alpha + self.recency)
        odds = np.log(a * per_b) - odds - here
        gone = 1 / (1 + np.exp(-np.clip(odds, -700, 700)))
        value = inner(n, here + np.logaddexp(0, odds))
        zero = np.zeros_like(n)
        alive = np.stack([first[0] - log_age, -first[1] * per_age - m * per_age, zero, zero])
        left = np.stack([np.log(per_recency), -m * per_recency, zero + 1 / a, -per_b])
        gradient = np.einsum("ij,j->i", alive * (1 - gone) + left * gone, n)
        apart = left - alive
        hessian = np.einsum("ij,kj->ik", apart * (n * gone * (1 - gone)), apart)
        stays, goes = n * (1 - gone), n * gone
        hessian[0, 0] += inner(stays, second[0])
        cross = -inner(stays, (second[1] + 1) * per_age) - inner(goes, per_recency)
        hessian[0, 1] += cross
        hessian[1, 0] += cross
        hessian[1, 1] += inner(stays, (second[2] + first[1] + m) * per_age**2) + inner(
            goes, m * per_recency**2
        )
        hessian[2, 2] -= goes.sum() / a**2
        hessian[3, 3] += inner(goes, per_b**2)
        return value, gradient, hessian


def steps_since(m: Vector, z: Vector, k: int) -> tuple[Vector, Vector, Vector]:
    """The log of sum over j < k of (m)_j z^j / j!, and how it moves with m and with j.

    Second: the mean of d log term / dm and of j over the terms; third: the second derivative in m, the
    covariance of the two, and the variance of j.
    """
    weights, logs, slopes, bends = _terms(m, z, k)
    steps = np.arange(k)[:, None]
    slope, step = (weights * slopes).sum(axis=0), (weights * steps).sum(axis=0)
    bend = (weights * (bends + slopes**2)).sum(axis=0) - slope**2
    both = (weights * slopes * steps).sum(axis=0) - slope * step
    spread = (weights * steps**2).sum(axis=0) - step**2
    return logs, np.stack([slope, step]), np.stack([bend, both, spread])


def step_weights(m: Vector, z: Vector, k: int) -> Vector:
    """P(j hidden steps since the last purchase) of somebody alive, a row for each j < k."""
    return _terms(m, z, k)[0]


def _terms(m: Vector, z: Vector, k: int) -> tuple[Vector, Vector, Vector, Vector]:
    logs, slopes, bends = [np.zeros_like(m)], [np.zeros_like(m)], [np.zeros_like(m)]
    log_z = np.log(np.maximum(z, 1e-300))
    for j in range(1, k):
        factor = m + j - 1
        logs.append(logs[-1] + np.log(factor) + log_z - np.log(j))
        slopes.append(slopes[-1] + 1 / factor)
        bends.append(bends[-1] - 1 / factor**2)
    terms = np.stack(logs)
    top = terms.max(axis=0)
    weights = np.exp(terms - top)
    sums = weights.sum(axis=0)
    return weights / sums, top + np.log(sums), np.stack(slopes), np.stack(bends)
