"""The log-likelihood of BG/NBD over cells, with its exact gradient and Hessian."""

import numpy as np
from scipy.special import digamma, expit, gammaln, polygamma

from models.btyd.cells import Cells
from models.btyd.newton import Vector

Part = tuple[float, Vector, Vector]


class Likelihood:
    """The log-likelihood (equation 6), its gradient and its Hessian over the cells."""

    def __init__(self, cells: Cells) -> None:
        self.frequencies = cells.levels[0]
        self.weight_of_frequency = np.bincount(cells.codes[0], cells.weight, len(cells.levels[0]))
        self.never = cells.where(cells.values(0) == 0)
        self.again = cells.where(cells.values(0) > 0)

    def __call__(self, parameters: Vector) -> tuple[float, Vector, Vector]:
        r, alpha, a, b = parameters
        parts = (self._counts(r, alpha, a, b), self._single(r, alpha), self._repeat(r, alpha, a, b))
        value, gradient, hessian = (sum(part[i] for part in parts) for i in range(3))
        return float(value), np.asarray(gradient), np.asarray(hessian)

    def _counts(self, r: float, alpha: float, a: float, b: float) -> tuple[float, Vector, Vector]:
        """Everything that depends on the frequency alone."""
        x, n = self.frequencies, self.weight_of_frequency
        total = n.sum()
        value = n @ (
            gammaln(r + x) - gammaln(r) + gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
        )
        both = digamma(a + b) - digamma(a + b + x)
        gradient = [
            n @ (digamma(r + x) - digamma(r)) + total * np.log(alpha),
            total * r / alpha,
            n @ both,
            n @ (both + digamma(b + x) - digamma(b)),
        ]
        hessian = np.zeros((4, 4))
        hessian[0, 0] = n @ (polygamma(1, r + x) - polygamma(1, r))
        hessian[0, 1] = hessian[1, 0] = total / alpha
        hessian[1, 1] = -total * r / alpha**2
        both = polygamma(1, a + b) - polygamma(1, a + b + x)
        hessian[2:, 2:] = n @ both
        hessian[3, 3] += n @ (polygamma(1, b + x) - polygamma(1, b))
        return float(value + total * r * np.log(alpha)), np.array(gradient), hessian

    def _single(self, r: float, alpha: float) -> tuple[float, Vector, Vector]:
        """Those who never bought again: alive, and silent for T."""
        age, n = self.never.levels[1], self.never.weight
        n = np.bincount(self.never.codes[1], n, len(age))
        logs, once = n @ np.log(alpha + age), n @ (1 / (alpha + age))
        hessian = np.zeros((4, 4))
        hessian[0, 1] = hessian[1, 0] = -once
        hessian[1, 1] = r * (n @ (1 / (alpha + age) ** 2))
        return -r * logs, np.array([-logs, -r * once, 0, 0]), hessian

    def _repeat(self, r: float, alpha: float, a: float, b: float) -> tuple[float, Vector, Vector]:
        """Those who did: alive and silent since, or gone after the last purchase."""
        cells, n = self.again, self.again.weight
        age, recency = alpha + cells.levels[1], alpha + cells.levels[2]
        at_age, at_recency = cells.codes[1], cells.codes[2]
        s = (r + cells.levels[0])[cells.codes[0]]
        inverse_b = (1 / np.maximum(b + cells.levels[0] - 1, 1e-300))[cells.codes[0]]
        log_age = np.log(age)[at_age]
        log_ratio = log_age - np.log(recency)[at_recency]
        in_age, in_recency = (1 / age)[at_age], (1 / recency)[at_recency]
        slope = in_age - in_recency
        odds = np.log(a) + np.log(inverse_b) + s * log_ratio
        gone = expit(odds)
        value = n @ (np.logaddexp(0, odds) - s * log_age)
        nw = n * gone
        s_slope = s * slope
        gradient = [
            nw @ log_ratio - n @ log_age,
            nw @ s_slope - n @ (s * in_age),
            nw.sum() / a,
            -(nw @ inverse_b),
        ]
        first = np.stack([log_ratio, s_slope, np.full_like(s, 1 / a), -inverse_b])
        hessian = (first * (nw * (1 - gone))) @ first.T
        mixed = nw @ slope - n @ in_age
        hessian[0, 1] += mixed
        hessian[1, 0] += mixed
        hessian[1, 1] += nw @ (s_slope * -(in_age + in_recency)) + n @ (s * in_age**2)
        hessian[2, 2] -= nw.sum() / a**2
        hessian[3, 3] += nw @ inverse_b**2
        return float(value), np.array(gradient), hessian
