"""The log-likelihood of Gamma-Gamma, with its exact gradient and Hessian."""

import numpy as np
from scipy.special import digamma, gammaln, polygamma

from models.btyd.cells import compress
from models.btyd.newton import Part, Vector, inner

BLOCK = 2**15


class Likelihood:
    """Fader & Hardie (2013), equation 1a, as a function of (p, q, v); gammas are taken once per frequency."""

    def __init__(self, frequency: Vector, value: Vector, weight: Vector) -> None:
        cells = compress((frequency,), weight)
        self.x, self.n = cells.values(0), cells.weight
        self.spent = frequency * value
        self.weights = np.stack([weight, weight * frequency])
        self.log_spent = inner(self.weights[1], np.log(self.spent))
        self.log_value = inner(weight, np.log(value))

    def __call__(self, parameters: Vector) -> Part:
        """The log-likelihood, its gradient and its Hessian in the parameters."""
        p, q, v = parameters
        x, n, customers = self.x, self.n, self.n.sum()
        shape = p * x + q
        (log, x_log), (per, x_per), (square, x_square) = self._sums(v)
        value = (
            inner(n, gammaln(shape) - gammaln(p * x))
            - customers * (gammaln(q) - q * np.log(v))
            + p * (self.log_spent - x_log)
            - self.log_value
            - q * log
        )
        gradient = np.array(
            [
                inner(n, x * (digamma(shape) - digamma(p * x))) + self.log_spent - x_log,
                inner(n, digamma(shape)) - customers * (digamma(q) - np.log(v)) - log,
                customers * q / v - p * x_per - q * per,
            ]
        )
        both = inner(n, x * polygamma(1, shape))
        hessian = np.array(
            [
                [inner(n, x**2 * (polygamma(1, shape) - polygamma(1, p * x))), both, -x_per],
                [both, inner(n, polygamma(1, shape)) - customers * polygamma(1, q), customers / v - per],
                [-x_per, customers / v - per, p * x_square + q * square - customers * q / v**2],
            ]
        )
        return float(value), gradient, hessian

    def _sums(self, v: float) -> Vector:
        """Sums of log(v + spent), its inverse and their square, plain and times the frequency."""
        sums = np.zeros((3, 2))
        for i in range(0, len(self.spent), BLOCK):
            scale, weights = v + self.spent[i : i + BLOCK], self.weights[:, i : i + BLOCK]
            per = 1 / scale
            for row, terms in enumerate((np.log(scale), per, per * per)):
                sums[row] += inner(weights[0], terms), inner(weights[1], terms)
        return sums
