"""The prices of the limits: the Lagrangian dual of an allocation, by cutting planes in a trust region.

The dual is convex and piecewise linear in one price per limit, so cuts learned at a few dozen points give
its minimum (Kelley, J SIAM 8, 1960; the region keeps the steps short: Schramm & Zowe, SIAM J Optim 2, 1992).
"""

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog

from models.allocation_problem import Floats, Problem

ROUNDS = 200


@dataclass
class Model:
    """The cuts found so far: the dual is nowhere below `bound + gradient @ (prices - point)`."""

    points: list[Floats] = field(default_factory=list)
    bounds: list[float] = field(default_factory=list)
    gradients: list[Floats] = field(default_factory=list)

    def add(self, problem: Problem, prices: Floats) -> float:
        """The dual at these prices, kept as a cut."""
        scan = problem.scan(prices)
        self.points.append(prices)
        self.bounds.append(scan.bound)
        self.gradients.append(problem.limits - scan.used)
        return scan.bound

    def lowest(self, centre: Floats, radius: Floats) -> tuple[Floats, float]:
        """Where the cuts are lowest within `radius` of `centre`, and how low."""
        slopes = np.array(self.gradients) * radius
        offsets = np.array(self.bounds) - np.einsum(
            "ij,ij->i", self.gradients, np.array(self.points) - centre
        )
        reach = np.maximum(-centre / radius, -1.0)
        scale = max(float(np.ptp(offsets)), 1e-12 * abs(offsets[0]), float(np.abs(slopes).max()), 1e-300)
        answer = linprog(
            np.append(np.zeros(len(centre)), 1.0),
            A_ub=np.column_stack([slopes / scale, -np.ones(len(slopes))]),
            b_ub=(offsets[0] - offsets) / scale,
            bounds=[*((low, 1.0) for low in reach), (None, None)],
            method="highs-ds",
        )
        if answer.x is None:
            return centre, float("-inf")
        return np.maximum(centre + answer.x[:-1] * radius, 0.0), offsets[0] + scale * answer.x[-1]


def minimise(problem: Problem, start: Floats, radius: Floats, tolerance: float) -> tuple[Floats, float]:
    """The prices of least dual bound, to a relative `tolerance`, and that bound.

    The search begins at `start` and trusts its cuts within `radius` of the best prices so far; the region
    grows while it holds the search back and shrinks when the cuts mislead.
    """
    model = Model()
    centre, best = start, model.add(problem, start)
    for _ in range(ROUNDS):
        prices, promise = model.lowest(centre, radius)
        if best - promise <= tolerance * abs(best):
            break
        bound = model.add(problem, prices)
        at_edge = bool((np.abs(prices - centre) >= 0.999 * radius).any())
        if bound < best - 0.1 * (best - promise):
            centre, best = prices, bound
            radius = radius * (2.0 if at_edge else 1.0)
        else:
            radius = radius * 0.5
    return centre, best
