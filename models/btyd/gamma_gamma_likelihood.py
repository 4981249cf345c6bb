"""The log-likelihood of Gamma-Gamma, with its exact gradient and Hessian."""

import numpy as np
from scipy.special import digamma, gammaln, polygamma

from models.btyd.newton import Vector


class Likelihood:
    """The log-likelihood (equation 1a), its gradient and its Hessian; gammas are taken once per frequency."""

    def __init__(self, frequency: Vector, value: Vector, weight: Vector) -> None:
        self.x, places = np.unique(frequency, return_inverse=True)
        self.n = np.bincount(places, weight)
        self.weight, self.frequency = weight, frequency
        self.spent = frequency * value
        logs = np.log(value)
        self.log_terms = float(weight @ (frequency * np.log(self.spent)))
        self.log_values = float(weight @ logs)

    def __call__(self, parameters: Vector) -> tuple[float, Vector, Vector]:
        p, q, v = parameters
        x, n, weight = self.x, self.n, self.weight
        total = n.sum()
        shape = p * x + q
        shapes = p * self.frequency + q
        logs, inverse = np.log(v + self.spent), 1 / (v + self.spent)
        w_logs, w_inverse = weight @ logs, weight @ inverse
        xw = weight * self.frequency
        value = (
            n @ (gammaln(shape) - gammaln(p * x))
            - total * (gammaln(q) - q * np.log(v))
            + p * self.log_terms
            - self.log_values
            - weight @ (shapes * logs)
        )
        gradient = [
            n @ (x * (digamma(shape) - digamma(p * x))) + self.log_terms - xw @ logs,
            n @ digamma(shape) - total * (digamma(q) - np.log(v)) - w_logs,
            total * q / v - weight @ (shapes * inverse),
        ]
        hessian = np.zeros((3, 3))
        hessian[0, 0] = n @ (x**2 * (polygamma(1, shape) - polygamma(1, p * x)))
        hessian[0, 1] = hessian[1, 0] = n @ (x * polygamma(1, shape))
        hessian[0, 2] = hessian[2, 0] = -(xw @ inverse)
        hessian[1, 1] = n @ polygamma(1, shape) - total * polygamma(1, q)
        hessian[1, 2] = hessian[2, 1] = total / v - w_inverse
        hessian[2, 2] = -total * q / v**2 + weight @ (shapes * inverse**2)
        return float(value), np.array(gradient), hessian
