"""The log-likelihood of BG/BB over cells, with its exact gradient and Hessian."""

import numpy as np
from scipy.special import betaln, digamma

from models.btyd.gammas import trigamma
from models.btyd.newton import Part, Vector, inner, inners, spread


class Likelihood:
    """Fader, Hardie & Shang (2010), equation 6, as a function of (alpha, beta, gamma, delta).

    A cell's paths are being there to the end, or having left after the last purchase and i more silent
    occasions. Path by path (`cell` says whose): `bought` and `not_bought` occasions, those `stayed`, and
    whether it ends with `left`.
    """

    def __init__(self, frequency: Vector, recency: Vector, occasions: Vector, weight: Vector) -> None:
        self.weight, self.customers = weight, float(weight.sum())
        paths = (occasions - recency + 1).astype(np.int64)
        self.starts = np.cumsum(paths) - paths
        self.cell = np.repeat(np.arange(len(paths)), paths)
        silent = np.arange(paths.sum()) - self.starts[self.cell]
        self.left = (recency[self.cell] + silent < occasions[self.cell]).astype(float)
        self.stayed = recency[self.cell] + silent
        self.bought = frequency[self.cell]
        self.not_bought = self.stayed - self.bought

    def __call__(self, parameters: Vector) -> Part:
        """The log-likelihood, its gradient and its Hessian in the parameters."""
        log_paths = self._log_paths(parameters)
        each = self._log_sum(log_paths)
        share = np.exp(log_paths - each[self.cell])
        n = self.weight[self.cell] * share
        slopes, curvature = self._derivatives(parameters, n)
        means = np.stack([np.add.reduceat(slope * share, self.starts) for slope in slopes])
        hessian = curvature + spread(n, slopes) - spread(self.weight, means)
        return inner(self.weight, each), inners(self.weight, means), hessian

    def each(self, parameters: Vector) -> Vector:
        """The log-likelihood of each cell."""
        return self._log_sum(self._log_paths(parameters))

    def _log_paths(self, parameters: Vector) -> Vector:
        alpha, beta, gamma, delta = parameters
        buying = betaln(alpha + self.bought, beta + self.not_bought) - betaln(alpha, beta)
        leaving = betaln(gamma + self.left, delta + self.stayed) - betaln(gamma, delta)
        paths: Vector = buying + leaving
        return paths

    def _log_sum(self, log_paths: Vector) -> Vector:
        highest = np.maximum.reduceat(log_paths, self.starts)
        summed: Vector = highest + np.log(
            np.add.reduceat(np.exp(log_paths - highest[self.cell]), self.starts)
        )
        return summed

    def _derivatives(self, parameters: Vector, n: Vector) -> tuple[Vector, Vector]:
        """The gradient of each path, and the summed Hessian of all, weighted by `n`."""
        slopes, hessian = [], np.zeros((4, 4))
        steps = ((self.bought, self.not_bought), (self.left, self.stayed))
        for place, (first, second) in zip((0, 2), steps, strict=True):
            p, q = parameters[place : place + 2]
            both = digamma(p + q + first + second) - digamma(p + q)
            slopes += [digamma(p + first) - digamma(p) - both, digamma(q + second) - digamma(q) - both]
            shared = inner(n, trigamma(p + q + first + second) - trigamma(p + q))
            hessian[place : place + 2, place : place + 2] = -shared
            hessian[place, place] += inner(n, trigamma(p + first) - trigamma(p))
            hessian[place + 1, place + 1] += inner(n, trigamma(q + second) - trigamma(q))
        return np.stack(slopes), hessian
