"""The log-likelihood of BG/NBD and MBG/NBD over cells, with its exact gradient and Hessian."""

import numpy as np
from scipy.special import digamma, gammaln

from models.btyd.cells import Cells
from models.btyd.gammas import rise, trigamma
from models.btyd.newton import Part, Vector, inner, total

BLOCK = 2**14


class Likelihood:
    """Fader, Hardie & Lee (2005), equation 6, as a function of (r, alpha, a, b).

    A customer had a chance to leave at each repeat purchase, and at `first_chances` purchases before.
    """

    def __init__(self, cells: Cells, first_chances: int = 0) -> None:
        chances = cells.values(0) + first_chances
        self.frequency = cells.levels[0]
        self.chances = self.frequency + first_chances
        self.weight = np.bincount(cells.codes[0], cells.weight, len(self.frequency))
        self.age, self.recency = cells.levels[1:]
        never, again = cells.where(chances == 0), cells.where(chances > 0)
        self.silent = np.bincount(never.codes[1], never.weight, len(self.age))
        self.blocks = [again.where(slice(i, i + BLOCK)) for i in range(0, len(again), BLOCK)]

    def __call__(self, parameters: Vector) -> Part:
        """The log-likelihood, its gradient and its Hessian in the parameters."""
        r, alpha, a, b = parameters
        tables = _Tables(r, alpha, b, self)
        repeat = (_repeat(block, tables, a) for block in self.blocks)
        return total([self._counts(r, alpha, a, b), self._never(r, alpha), *repeat])

    def _counts(self, r: float, alpha: float, a: float, b: float) -> Part:
        """Everything that depends on the frequency alone."""
        x, k, n = self.frequency, self.chances, self.weight
        rises = rise(gammaln, r, x) + rise(gammaln, b, k) - rise(gammaln, a + b, k)
        value = inner(n, rises + r * np.log(alpha))
        ab = -inner(n, rise(digamma, a + b, k))
        gradient = np.array(
            [
                inner(n, rise(digamma, r, x) + np.log(alpha)),
                n.sum() * r / alpha,
                ab,
                ab + inner(n, rise(digamma, b, k)),
            ]
        )
        hessian = np.zeros((4, 4))
        hessian[0, 0] = inner(n, rise(trigamma, r, x))
        hessian[0, 1] = hessian[1, 0] = n.sum() / alpha
        hessian[1, 1] = -n.sum() * r / alpha**2
        hessian[2:, 2:] = -inner(n, rise(trigamma, a + b, k))
        hessian[3, 3] += inner(n, rise(trigamma, b, k))
        return value, gradient, hessian

    def _never(self, r: float, alpha: float) -> Part:
        """Those who never bought again: alive, and silent for T."""
        logs = inner(self.silent, np.log(alpha + self.age))
        once = inner(self.silent, 1 / (alpha + self.age))
        hessian = np.zeros((4, 4))
        hessian[0, 1] = hessian[1, 0] = -once
        hessian[1, 1] = r * inner(self.silent, (alpha + self.age) ** -2)
        return -r * logs, np.array([-logs, -r * once, 0, 0]), hessian


class _Tables:
    """What depends on one column only, by level."""

    def __init__(self, r: float, alpha: float, b: float, of: Likelihood) -> None:
        self.power = r + of.frequency
        self.per_b = 1 / np.where(of.chances > 0, b + of.chances - 1, 1)
        self.log_per_b = np.log(self.per_b)
        self.log_age, self.log_recency = np.log(alpha + of.age), np.log(alpha + of.recency)
        self.per_age, self.per_recency = 1 / (alpha + of.age), 1 / (alpha + of.recency)


def _repeat(cells: Cells, table: _Tables, a: float) -> Part:
    """Those who bought again: alive and silent since, or gone after the last purchase.

    A block of cells at a time, so that what is computed on the way stays in the processor's cache.
    """
    x, age, recency = cells.codes
    n, power, per_b, log_age = cells.weight, table.power[x], table.per_b[x], table.log_age[age]
    per_age, per_recency = table.per_age[age], table.per_recency[recency]
    ratio = log_age - table.log_recency[recency]
    slope = per_age - per_recency
    odds = power * ratio + (table.log_per_b[x] + np.log(a))
    small = np.exp(-np.abs(odds))
    gone = n * np.where(odds > 0, 1.0, small) / (1 + small)
    value = inner(n, np.maximum(odds, 0) + np.log(1 + small) - power * log_age)
    slant = power * slope
    gradient = np.array(
        [
            inner(gone, ratio) - inner(n, log_age),
            inner(gone, slant) - inner(n, power * per_age),
            gone.sum() / a,
            -inner(gone, per_b),
        ]
    )
    hessian = _spread(gone * np.where(odds > 0, small, 1.0) / (1 + small), ratio, slant, per_b, a)
    hessian[[0, 1], [1, 0]] += inner(gone, slope) - inner(n, per_age)
    hessian[1, 1] += inner(n, power * per_age**2) - inner(gone, slant * (per_age + per_recency))
    hessian[2, 2] -= gone.sum() / a**2
    hessian[3, 3] += inner(gone, per_b**2)
    return value, gradient, hessian


def _spread(weight: Vector, ratio: Vector, slant: Vector, per_b: Vector, a: float) -> Vector:
    """The weighted outer product of the derivatives of the log odds of having gone."""
    by_ratio, by_slant, by_b = weight * ratio, weight * slant, -weight * per_b
    upper = np.array(
        [
            [inner(by_ratio, ratio), inner(by_ratio, slant), by_ratio.sum() / a, -inner(by_ratio, per_b)],
            [0, inner(by_slant, slant), by_slant.sum() / a, -inner(by_slant, per_b)],
            [0, 0, weight.sum() / a**2, by_b.sum() / a],
            [0, 0, 0, -inner(by_b, per_b)],
        ]
    )
    spread: Vector = upper + np.triu(upper, 1).T
    return spread
